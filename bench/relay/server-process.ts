import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Usage } from './control.ts';
import type { ServerDefinition } from './servers.ts';

const control = pathToFileURL(join(import.meta.dirname, 'control.ts')).href;
const endsWithinMs = 20_000;

/** The measured server in a process of its own, with a data folder that outlives its restarts. */
export class ServerProcess {
  readonly dataFolder = mkdtempSync(join(tmpdir(), 'relay-bench-'));
  readonly #definition: ServerDefinition;
  readonly #profileFolder: string | undefined;
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #questions = 0;
  #url = '';

  constructor(definition: ServerDefinition, options: { profileFolder?: string | undefined } = {}) {
    this.#definition = definition;
    this.#profileFolder = options.profileFolder;
  }

  get url(): string {
    return this.#url;
  }

  async start(): Promise<void> {
    const profile = this.#profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${this.#profileFolder}`] : [];
    const child = spawn(
      process.execPath,
      ['--expose-gc', '--import', control, ...profile, ...this.#definition.command(this.dataFolder)],
      { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...process.env, RELAY_LOG_LEVEL: 'fatal' } },
    );
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.on('close', () => resolve());
    });
    this.#url = await addressOf(child);
  }

  /** @param collect force a full garbage collection first. */
  usage(collect = false): Promise<Usage> {
    const child = this.#child;
    const id = (this.#questions += 1);
    return new Promise((resolve, reject) => {
      const onMessage = (message: unknown) => {
        const answer = message as Usage & { id: number };
        if (answer.id !== id) return;
        child?.off('message', onMessage);
        resolve(answer);
      };
      child?.on('message', onMessage);
      child?.send({ id, collect }, (error) => error && reject(error));
    });
  }

  /** @param signal SIGKILL for the crash scenario; SIGTERM lets the server store what it holds. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = undefined;
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), endsWithinMs);
    await this.#ended;
    clearTimeout(timer);
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const take = (data: Buffer) => {
      text = `${text}${data.toString()}`.slice(-10_000);
      const address = /(ws:\/\/127\.0\.0\.1:\d+)\s/.exec(text)?.[1];
      if (address) resolve(address);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`the server ended (${code}) before it listened:\n${text}`)));
  });
}
