import { ensureBuilt } from '../build/scripts/ensure-built.ts';

/** The journeys run the built interface, never one that is older than its sources. */
export function setup(): void {
  ensureBuilt('renderer');
  ensureBuilt('shell');
}
