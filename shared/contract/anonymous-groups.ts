/** One figure of several partners; all null while too few have a value, or where it would tell of a single one. */
export interface AnonymousFigure {
  /** How many partners have a value. */
  count: number | null;
  median: number | null;
  /** Null until more partners have a value than for the median. */
  lowerQuartile: number | null;
  upperQuartile: number | null;
}

export type AnonymousSlots = Readonly<Record<'past' | 'present' | 'desired', AnonymousFigure>>;

/** What is shared without names under one framework version, together. */
export interface AnonymousGroup {
  frameworkVersion: string;
  /** The latest reference date in it (ISO). */
  referenceDate: string;
  /** How many share, with whatever values. */
  partners: number;
  themes: {
    themeId: string;
    slots: AnonymousSlots;
    criteria: { criterionId: string; slots: AnonymousSlots }[];
  }[];
}
