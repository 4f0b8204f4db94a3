import { closeSync, fdatasync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { Database } from 'better-sqlite3';
import { StorageError } from './room-storage.ts';
import { syncFolder } from './sync-to-disk.ts';

const syncOnDisk = promisify(fdatasync);

/**
 * Brings to the disk what a database in WAL mode with `synchronous = NORMAL` has committed, without keeping the
 * thread waiting. Only closes its own handle of the `-wal` file, on which SQLite holds no locks.
 */
export class WalSync {
  readonly #database: Database;
  readonly #file: number;
  readonly #syncFile: (file: number) => Promise<void>;
  #isUnsure = false;

  /** @param syncFile for tests of disks that fail. */
  constructor(database: Database, syncFile = syncOnDisk) {
    this.#database = database;
    this.#syncFile = syncFile;
    // The file is there from the first transaction on.
    database.pragma('user_version');
    this.#file = openSync(`${database.name}-wal`, 'r+');
    // A new file is on the disk only when its folder is.
    syncFolder(dirname(database.name));
  }

  /** Resolves when everything that was committed before this call is on the disk; rejects with what SQLite says. */
  async sync(): Promise<void> {
    try {
      await this.#syncFile(this.#file);
    } catch {
      this.#isUnsure = true;
      this.recover();
    }
  }

  /**
   * After a failed sync pages of the log may be lost on the disk though a later sync succeeds, and with them
   * everything behind. Writes all into the database itself; throws as long as that does not succeed either.
   */
  recover(): void {
    if (!this.#isUnsure) return;
    const [result] = this.#database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    if (result?.busy !== 0) throw new StorageError('busy', 'the log could not be written into the database');
    this.#isUnsure = false;
  }

  close(): void {
    closeSync(this.#file);
  }
}
