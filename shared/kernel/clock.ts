/** Milliseconds since 1970 UTC from the machine's clock, which may be wrong or jump. */
export type WallClock = () => number;

/**
 * Time stamps that never run backwards on one device and order operations of several devices:
 * `<milliseconds, 12 hex digits><counter, 4 hex digits>-<device id>`; they sort as plain text.
 * (Hybrid logical clock, Kulkarni et al. 2014.)
 */
export interface HybridClock {
  now(): string;
  /** Takes note of a stamp made elsewhere, so that later local stamps sort after it. */
  observe(stamp: string): void;
}

const maxCounter = 0xffff;
/** A foreign clock more than this ahead is not followed: one wrong clock must not drag all others along. */
const maxDriftMs = 24 * 60 * 60 * 1000;

/** A clock that goes on after `lastStamp`, the newest stamp this device has stored. */
export function createHybridClock(wallClock: WallClock, deviceId: string, lastStamp?: string): HybridClock {
  let last = lastStamp ? parseStamp(lastStamp) : { milliseconds: 0, counter: 0 };
  const next = (milliseconds: number) => {
    if (milliseconds > last.milliseconds) return { milliseconds, counter: 0 };
    if (last.counter < maxCounter) return { milliseconds: last.milliseconds, counter: last.counter + 1 };
    return { milliseconds: last.milliseconds + 1, counter: 0 };
  };
  return {
    now() {
      last = next(wallClock());
      return `${hex(last.milliseconds, 12)}${hex(last.counter, 4)}-${deviceId}`;
    },
    observe(stamp) {
      const seen = parseStamp(stamp);
      if (seen.milliseconds > wallClock() + maxDriftMs) return;
      if (compare(seen, last) > 0) last = seen;
    },
  };
}

/** Milliseconds since 1970 UTC that a stamp carries. */
export function stampMilliseconds(stamp: string): number {
  return parseStamp(stamp).milliseconds;
}

interface StampParts {
  milliseconds: number;
  counter: number;
}

function parseStamp(stamp: string): StampParts {
  const match = /^([0-9a-f]{12})([0-9a-f]{4})-/.exec(stamp);
  if (!match) throw new TypeError(`not a time stamp: ${stamp.slice(0, 40)}`);
  return { milliseconds: Number.parseInt(match[1]!, 16), counter: Number.parseInt(match[2]!, 16) };
}

function compare(left: StampParts, right: StampParts): number {
  return left.milliseconds - right.milliseconds || left.counter - right.counter;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
