import type { Scheduler } from '../rooms/scheduler.ts';
import { ChangeWatch } from './change-watch.ts';

/**
 * Changes by a count that each of them raises. Unlike a notification it cannot be missed, and it passes
 * through connection poolers.
 */
export function postgresChangeWatch(readCount: () => Promise<number>, scheduler: Scheduler): ChangeWatch {
  let lastCount: number | undefined;
  let looking = false;
  const look = async (tell: () => void) => {
    if (looking) return;
    looking = true;
    try {
      const count = await readCount();
      const isNews = lastCount !== count;
      lastCount = count;
      if (isNews) tell();
    } catch {
      // The database is away, which is reported elsewhere; when it is back the count still tells.
    } finally {
      looking = false;
    }
  };
  return new ChangeWatch(scheduler, (tell) => () => void look(tell));
}
