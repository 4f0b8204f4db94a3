import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from '../target.ts';

export interface ScenarioOptions {
  /** Smaller numbers and shorter times, to see that everything works. */
  readonly short: boolean;
  readonly historyPath: string;
}

export interface Scenario {
  readonly title: string;
  readonly run: (target: Target, options: ScenarioOptions) => Promise<Record<string, unknown>>;
}

/** Resolves true once `condition` holds, false after `timeoutMs`. */
export async function settled(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  const endMs = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > endMs) return false;
    await pause(5);
  }
  return true;
}

/** Calls `send` as often as `perSecond` asks for, until `durationMs` is over; resolves to the number of calls. */
export async function paced(
  options: { perSecond: number; durationMs: number },
  send: (count: number) => void,
): Promise<number> {
  const begun = performance.now();
  let sent = 0;
  for (;;) {
    const elapsedMs = performance.now() - begun;
    const due = Math.floor((Math.min(elapsedMs, options.durationMs) * options.perSecond) / 1_000);
    if (due > sent) send(due - sent);
    sent = due;
    if (elapsedMs >= options.durationMs) return sent;
    await pause(1);
  }
}
