import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export interface ChildRelay {
  readonly process: ChildProcess;
  /** Undefined when the process ended without listening. */
  readonly url: string | undefined;
  stdout(): string;
  stderr(): string;
  /** Resolves to the exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
}

const sources = join(import.meta.dirname, 'cli.ts');

/** The real command, of the sources or built, in a process of its own; resolves once it listens or has ended. */
export async function startChildRelay(
  args: readonly string[],
  environment: Record<string, string> = {},
  command = sources,
): Promise<ChildRelay> {
  const child = spawn(process.execPath, [command, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const output = { stdout: '', stderr: '' };
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const listening = new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      output.stdout += data.toString();
      if (output.stdout.includes('\n')) resolve();
    });
  });
  child.stderr.on('data', (data: Buffer) => (output.stderr += data.toString()));
  await Promise.race([listening, ended]);
  return {
    process: child,
    url: /relay listening on (wss?:\S+)\n/.exec(output.stdout)?.[1],
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    ended,
  };
}
