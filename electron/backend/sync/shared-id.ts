import type { Database } from 'better-sqlite3';
import { AppError } from '../../../shared/kernel/errors.ts';

/**
 * The name under which a partnership's documents meet at a relay, the same on every laptop of it. The demo
 * has a fixed one; others get a random one, which further laptops take over to join.
 */
export interface SharedId {
  get(): string;
  /** Throws `invalidInput` for anything but letters, digits and hyphens. */
  set(sharedId: string): void;
}

const demoSharedId = 'demo';
const sharedIdPattern = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

export function sharedIdOf(database: Database, newId: () => string): SharedId {
  const read = database.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck();
  const write = database.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)');
  return {
    get() {
      const stored = read.get('sharedId');
      if (stored !== undefined) return stored;
      const made = read.get('demo') === '1' ? demoSharedId : newId();
      write.run('sharedId', made);
      return made;
    },
    set(sharedId) {
      if (!sharedIdPattern.test(sharedId)) throw new AppError('invalidInput', { field: 'sharedId' });
      write.run('sharedId', sharedId);
    },
  };
}
