import { randomUUID } from 'node:crypto';
import { type FSWatcher, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createClone } from './clone.ts';

/** One running app per folder; later starts leave a note in it for the first one. */
export class SingleInstance {
  #folder: string;
  #watcher: FSWatcher | undefined;
  #clone = createClone();

  constructor(folder: string) {
    this.#folder = folder;
  }

  lock(data: object, onSecond: (data: unknown) => void): boolean {
    const lockFile = join(this.#folder, 'pid');
    if (isAlive(readPid(lockFile))) {
      const note = join(this.#folder, randomUUID());
      writeFileSync(note, JSON.stringify(this.#clone.encode(data)));
      renameSync(note, `${note}.note`);
      return false;
    }
    writeFileSync(lockFile, String(process.pid));
    this.#watcher = watch(this.#folder, () => this.#readNotes(onSecond));
    return true;
  }

  release(): void {
    if (!this.#watcher) return;
    this.#watcher.close();
    rmSync(join(this.#folder, 'pid'), { force: true });
  }

  #readNotes(onSecond: (data: unknown) => void): void {
    for (const name of readdirSync(this.#folder).filter((file) => file.endsWith('.note'))) {
      const path = join(this.#folder, name);
      const data = this.#clone.decode(JSON.parse(readFileSync(path, 'utf8')));
      rmSync(path);
      onSecond(data);
    }
  }
}

function readPid(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
