import { ensureBuilt } from '../build/scripts/ensure-built.ts';

/** The journeys run the built interface, never one that is older than its sources. */
export async function setup(): Promise<void> {
  await ensureBuilt('renderer');
  await ensureBuilt('shell');
}
