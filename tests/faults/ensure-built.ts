import { ensureBuilt } from '../../build/scripts/ensure-built.ts';

/** Faults happen to the relay as it is delivered. */
export function setup(): void {
  ensureBuilt('relay');
}
