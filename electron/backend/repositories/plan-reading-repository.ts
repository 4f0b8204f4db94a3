import type { Database } from 'better-sqlite3';

/** What others have changed in the documents of a plan since somebody looked at it on this laptop. */
export interface PlanReadingRepository {
  /** Others' work was stored. */
  othersChanged(planId: string, at: number): void;
  /** Somebody here has the plan before them. Returns whether there was anything that had not been seen. */
  seen(planId: string): boolean;
  /** When others changed it last, in milliseconds since 1970; null when all of that has been seen. */
  unseenSince(planId: string): number | null;
}

export function createPlanReadingRepository(database: Database): PlanReadingRepository {
  const put = database.prepare<[string, number]>('INSERT OR REPLACE INTO plan_unseen VALUES (?, ?)');
  const remove = database.prepare<[string]>('DELETE FROM plan_unseen WHERE plan_id = ?');
  const get = database
    .prepare<[string], number>('SELECT others_changed_at FROM plan_unseen WHERE plan_id = ?')
    .pluck();
  return {
    othersChanged: (planId, at) => void put.run(planId, at),
    seen: (planId) => remove.run(planId).changes > 0,
    unseenSince: (planId) => get.get(planId) ?? null,
  };
}
