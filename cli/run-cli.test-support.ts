import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

interface Ended {
  code: number | null;
  out: string;
  error: string;
}

const program = resolve(import.meta.dirname, 'main.ts');

/** Runs the program as its users do: in a process of its own, here with English as the terminal's language. */
export function runCli(folder: string, args: readonly string[]): Promise<Ended> {
  return new Promise((settle, fail) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C', NODE_OPTIONS: '', NO_COLOR: '1' },
    });
    const ended: Ended = { code: null, out: '', error: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.error += text));
    child.on('error', fail);
    child.on('close', (code) => settle({ ...ended, code }));
  });
}
