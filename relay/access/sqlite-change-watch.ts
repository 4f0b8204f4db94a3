import type { Database } from 'better-sqlite3';
import type { Scheduler } from '../rooms/scheduler.ts';
import { ChangeWatch } from './change-watch.ts';

/** Commits of other connections, by SQLite's `data_version`. */
export function sqliteChangeWatch(database: Database, scheduler: Scheduler): ChangeWatch {
  const version = () => database.pragma('data_version', { simple: true });
  return new ChangeWatch(scheduler, (tell) => {
    let last = version();
    return () => {
      const now = version();
      if (now === last) return;
      last = now;
      tell();
    };
  });
}
