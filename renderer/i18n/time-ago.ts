const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const mostDays = 6;

/**
 * "5 minutes ago", "yesterday", "3 days ago", by the calendar of this place; undefined for what is longer ago
 * and better said by its date. @param locale as for `Intl`
 */
export function timeAgo(when: number, now: number, locale: string): string | undefined {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const passedMs = Math.max(0, now - when);
  if (passedMs < hourMs) return format.format(-Math.floor(passedMs / minuteMs), 'minute');
  const days = calendarDays(when, now);
  if (days <= 0) return format.format(-Math.floor(passedMs / hourMs), 'hour');
  return days <= mostDays ? format.format(-days, 'day') : undefined;
}

/** Nights between two moments; the days of a change of clocks have 23 or 25 hours. */
function calendarDays(when: number, now: number): number {
  const [from, to] = [new Date(when), new Date(now)].map((date) => date.setHours(0, 0, 0, 0));
  return Math.round((to! - from!) / (24 * hourMs));
}
