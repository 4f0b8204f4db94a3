import type { nutsVersions } from '../model/parts.ts';

export type NutsVersion = (typeof nutsVersions)[number];

/** A statistical area: a NUTS code and the version of the list it is from. */
export interface Territory {
  readonly code: string;
  readonly version: NutsVersion;
}

/** How the area that evidence speaks of lies to the assessed region. */
export type TerritoryRelation = 'same' | 'larger' | 'other';

/** Stands for all of Europe; no NUTS code, contains every region. */
export const europe = 'EU';

interface Step {
  readonly version: NutsVersion;
  /** One code became another, with everything below it. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** One code was divided; what was below it cannot be followed. */
  readonly divided?: Readonly<Record<string, readonly string[]>>;
}

// Only changes that touch regions of the partnership's countries.
const steps: readonly Step[] = [
  { version: '2010', renamed: { GR: 'EL', ITD: 'ITH', ITE: 'ITI' } },
  {
    version: '2013',
    renamed: {
      EL11: 'EL51',
      EL12: 'EL52',
      EL13: 'EL53',
      EL21: 'EL54',
      EL14: 'EL61',
      EL22: 'EL62',
      EL23: 'EL63',
      EL24: 'EL64',
      EL25: 'EL65',
      SI01: 'SI03',
      SI02: 'SI04',
      HR01: 'HR04',
      HR02: 'HR04',
    },
  },
  { version: '2016', divided: { HU10: ['HU11', 'HU12'] } },
  { version: '2021', divided: { HR04: ['HR02', 'HR05', 'HR06'] } },
];

/**
 * The codes of the newest list that cover the same area. Steps later than the code's own version are
 * applied; those of 2010 always, because the codes they retired (GR.., ITD, ITE) mean nothing else since.
 */
export function currentCodes({ code, version }: Territory): string[] {
  let codes = [code.trim().toUpperCase()];
  for (const step of steps) {
    if (step.version !== '2010' && step.version <= version) continue;
    codes = [...new Set(codes.flatMap((current) => carryOver(current, step)))];
  }
  return codes.filter((current) => current !== '');
}

function carryOver(code: string, step: Step): readonly string[] {
  const divided = step.divided?.[code];
  if (divided) return divided;
  for (const [before, after] of Object.entries(step.renamed ?? {})) {
    if (code.startsWith(before)) return [after + code.slice(before.length)];
  }
  return [code];
}

/** Same region, a larger area that contains it, or something else (framework b.6). An unknown code is "other". */
export function territoryRelation(evidence: Territory, region: Territory): TerritoryRelation {
  const home = currentCodes(region);
  if (home.length === 0) return 'other';
  if (evidence.code.trim().toUpperCase() === europe) return 'larger';
  const area = currentCodes(evidence);
  if (!covers(area, home)) return 'other';
  return covers(home, area) ? 'same' : 'larger';
}

/** Whether every one of the codes lies in one of the outer codes: a NUTS code starts with the code of what it is in. */
function covers(outer: readonly string[], inner: readonly string[]): boolean {
  return outer.length > 0 && inner.every((code) => outer.some((around) => code.startsWith(around)));
}
