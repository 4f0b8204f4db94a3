import { maxInviteSeconds } from '../protocol/access-api.ts';

const secondsOf: ReadonlyMap<string, number> = new Map([
  ['m', 60],
  ['h', 3_600],
  ['d', 86_400],
]);

/** `30m`, `12h`, `14d`; undefined for anything else, for nothing, and for more than a year. */
export function durationSeconds(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const seconds = Number(amount) * (secondsOf.get(unit ?? '') ?? Number.NaN);
  return seconds > 0 && seconds <= maxInviteSeconds ? seconds : undefined;
}
