import type { Database } from 'better-sqlite3';

/** One numbered, frozen step of the schema. It runs in one transaction with its version number. */
export interface Migration {
  version: number;
  name: string;
  sql: string;
  /** Work on rows that SQL alone cannot do; runs after `sql` in the same transaction. */
  convert?: (database: Database) => void;
}

/** The version a database file is at. */
export function schemaVersion(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

/** The version that the steps lead to. A file beyond it is from a newer app and is left untouched. */
export function newestVersion(steps: readonly Migration[]): number {
  return steps.at(-1)?.version ?? 0;
}

/** Brings a database to the newest version, each step in a transaction of its own. */
export function migrate(database: Database, steps: readonly Migration[]): void {
  for (const step of steps) {
    if (step.version <= schemaVersion(database)) continue;
    database.transaction(() => {
      database.exec(step.sql);
      step.convert?.(database);
      database.pragma(`user_version = ${step.version}`);
    })();
  }
}
