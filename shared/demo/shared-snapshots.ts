import { assessmentId } from './demo-ids.ts';

/** An assessment of the demo as its partner shared it with the partnership. */
export interface DemoSnapshot {
  readonly assessmentId: string;
  /** Stands for a partner that shares without its name; null: by name. */
  readonly alias: string | null;
  /** ISO dates: frozen and shared on. */
  readonly frozenOn: string;
}

const byName: readonly (readonly [assessmentId: string, frozenOn: string])[] = [
  ['demo-assessment-03-2012', '2012-07-20'],
  [assessmentId('06'), '2014-07-08'],
  [assessmentId('12'), '2014-07-11'],
];

/** Enough for medians and quartiles of most criteria. */
const withoutName: readonly (readonly [number: string, alias: string, frozenOn: string])[] = [
  ['07', 'K7F-Q2M', '2014-07-09'],
  ['08', 'R4C-W9T', '2014-07-10'],
  ['09', 'B6N-H3X', '2014-07-14'],
  ['11', 'T2V-M8J', '2014-07-15'],
  ['13', 'E5P-D7Q', '2014-07-17'],
  ['19', 'Z3A-L6K', '2014-07-18'],
];

/** What partners of the demo share: always the same, so that every copy of the demo has the same snapshots. */
export function demoSnapshots(): DemoSnapshot[] {
  return [
    ...byName.map(([id, frozenOn]) => ({ assessmentId: id, alias: null, frozenOn })),
    ...withoutName.map(([number, alias, frozenOn]) => ({
      assessmentId: assessmentId(number),
      alias,
      frozenOn,
    })),
  ];
}
