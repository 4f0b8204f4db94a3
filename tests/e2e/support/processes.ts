import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

export const repositoryRoot = resolve(import.meta.dirname, '../../..');

/** A program of this repository that was started and has said that it is ready. */
export interface RunningProgram {
  /** What the ready line said after its fixed words. */
  readonly address: string;
  readonly pid: number;
  /** Everything it wrote to stderr until now. */
  errors(): string;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL: no chance to write anything. */
  kill(): Promise<void>;
}

export interface ProgramOptions {
  script: string;
  arguments: readonly string[];
  /** The ready line; its first group is the address. */
  ready: RegExp;
  environment?: Readonly<Record<string, string>>;
}

const readyWithinMs = 90_000;

export async function startProgram(options: ProgramOptions): Promise<RunningProgram> {
  const child = spawn(process.execPath, [resolve(repositoryRoot, options.script), ...options.arguments], {
    cwd: repositoryRoot,
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const ended = new Promise<number | null>((resolveEnd) => child.once('exit', resolveEnd));
  const address = await readyLine(child, options.ready, ended, () => errors);
  return {
    address,
    pid: child.pid!,
    errors: () => errors,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function readyLine(
  child: ChildProcess,
  ready: RegExp,
  ended: Promise<unknown>,
  errors: () => string,
): Promise<string> {
  return new Promise((resolveReady, reject) => {
    let output = '';
    const fail = (reason: string) => {
      child.kill('SIGKILL');
      reject(new Error(`${reason}\n${output}\n${errors()}`));
    };
    const timer = setTimeout(() => fail('the program did not get ready'), readyWithinMs);
    void ended.then(() => fail('the program ended before it was ready'));
    child.stdout?.on('data', (text: Buffer) => {
      output += text.toString();
      const match = ready.exec(output);
      if (!match) return;
      clearTimeout(timer);
      resolveReady(match[1] ?? '');
    });
  });
}

/** The browser host on a profile; the address opens a window. */
export function startHost(profileDir: string, port = 0): Promise<RunningProgram> {
  return startProgram({
    script: 'build/scripts/web.ts',
    arguments: ['--profile', profileDir, '--port', String(port), '--no-open'],
    ready: /workbench at (http:\S+)/,
  });
}

/** A relay that anyone on loopback may use. */
export function startRelay(dataDir: string, port = 0): Promise<RunningProgram> {
  return startProgram({
    script: 'build/scripts/relay.ts',
    arguments: ['--host', '127.0.0.1', '--port', String(port), '--data', dataDir, '--open'],
    ready: /relay listening on (ws:\S+)/,
  });
}

export function portOf(address: string): number {
  return Number(new URL(address).port);
}

/** A relay that lets members in, and nobody else. */
export function startMembersRelay(dataDir: string, port = 0): Promise<RunningProgram> {
  return startProgram({
    script: 'build/scripts/relay.ts',
    arguments: ['--host', '127.0.0.1', '--port', String(port), '--data', dataDir],
    ready: /relay listening on (ws:\S+)/,
  });
}

/** What the administrator's command says, as JSON. */
export async function relayAdmin(dataDir: string, ...words: readonly string[]): Promise<unknown> {
  const script = resolve(repositoryRoot, 'build/scripts/relay.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, 'admin', ...words, '--data', dataDir, '--json'],
    { cwd: repositoryRoot },
  );
  return JSON.parse(stdout);
}
