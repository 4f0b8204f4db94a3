import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import framework090 from './framework-0.9.0.json' with { type: 'json' };
import framework100 from './framework-1.0.0.json' with { type: 'json' };
import { type Framework, frameworkSchema } from './schema.ts';

type Draft = Record<string, unknown>;

/** Messages of everything the schema finds wrong after the change; empty when it is accepted. */
function complaints(change: (framework: Framework) => void): string[] {
  const draft = structuredClone(framework100) as Framework;
  change(draft);
  const result = frameworkSchema.safeParse(draft);
  return result.success
    ? []
    : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

function criterion(framework: Framework, themeIndex = 0, index = 0) {
  return framework.themes[themeIndex]!.criteria[index]!;
}

function remove(target: object, name: string): void {
  delete (target as Draft)[name];
}

describe('the bundled frameworks', () => {
  test.each([framework090, framework100])('$version is accepted and nothing in it is unknown', (file) => {
    const result = frameworkSchema.safeParse(file);
    expect(result.error?.issues ?? []).toEqual([]);
    expect(result.data).toEqual(file);
  });
});

describe('a framework may', () => {
  test('bring a further language in every text', () => {
    const translate = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('en' in node) (node as Draft).it = 'testo';
      else for (const child of Object.values(node)) translate(child);
    };
    const change = (framework: Framework) => {
      translate(framework);
      framework.languages.push('it');
    };
    expect(complaints(change)).toEqual([]);
  });
});

const rejected: [string, (framework: Framework) => void, RegExp][] = [
  ['another schema', (f) => Object.assign(f, { schema: 'cps-framework/2' }), /^schema: /],
  ['an unknown key', (f) => Object.assign(f, { surprise: 1 }), /surprise/],
  ['a text without Croatian', (f) => remove(criterion(f).name, 'hr'), /criteria\.0\.name\.hr/],
  ['an empty text', (f) => (criterion(f).help.el = '  '), /criteria\.0\.help\.el/],
  ['a claimed language without texts', (f) => f.languages.push('it'), /themes\.0.*missing in "it"/],
  ['five levels', (f) => criterion(f).levels.pop(), /criterion 1\.1 needs 6 level descriptors/],
  ['seven levels', (f) => criterion(f).levels.push(criterion(f).name), /needs 6 level descriptors/],
  ['a hole in the scale', (f) => f.scale.levels.splice(2, 1), /levels must run from 0 to 5/],
  ['a criterion id twice', (f) => (criterion(f, 1).id = '1.1'), /"1\.1" stands twice/],
  ['a lineage twice', (f) => (criterion(f, 1).lineage = 'rd-mandate'), /"rd-mandate" stands twice/],
  ['a theme id twice', (f) => (f.themes[1]!.id = 'T1'), /"T1" stands twice/],
  ['a method key twice', (f) => (f.perspectives[1]!.methods[0]!.key = 'trend_statistics'), /stands twice/],
  ['an indicator code twice', (f) => (f.indicators[1]!.code = 'K01'), /"K01" stands twice/],
  ['an unknown indicator', (f) => (criterion(f).indicators = ['K99']), /indicators: "K99" is not in/],
  ['an unknown evidence kind', (f) => (criterion(f).evidenceHints = ['rumour']), /"rumour" is not in/],
  ['an unknown statistic', (f) => f.themes[0]!.statistics.push('nowhere'), /"nowhere" is not in/],
  ['an unknown context statistic', (f) => f.contextStatistics.push('nowhere'), /"nowhere" is not in/],
  ['an unknown unit', (f) => (f.indicators[0]!.unit = 'bushels'), /"bushels" is not in/],
  ['a calibration of nothing', (f) => (f.calibration[0]!.criterion = '9.9'), /"9\.9" is not in/],
  ['a reference off the scale', (f) => (f.calibration[0]!.reference = 6), /outside the scale/],
  ['a weight of zero', (f) => (criterion(f).weight = 0), /criteria\.0\.weight/],
  ['a meaning revision of zero', (f) => (criterion(f).meaningRev = 0), /meaningRev/],
  ['a strength above one', (f) => (f.evidenceKinds[0]!.strength = 1.2), /evidenceKinds\.0\.strength/],
  ['completeness over one', (f) => (f.parameters.completeness.past = 0.2), /completeness: .*add up to 1/],
  [
    'narrative share too high',
    (f) => (f.parameters.completeness.narrativeShare = 0.3),
    /criteriaShare: .*add up/,
  ],
  [
    'confidence not adding up',
    (f) => (f.parameters.confidence.review = 0.4),
    /parameters\.confidence: .*add up/,
  ],
  ['match not adding up', (f) => (f.parameters.match.lift = 0.5), /parameters\.match: .*add up/],
  ['fit not adding up', (f) => (f.parameters.match.fitParts.sectors = 0.2), /fitParts: .*add up/],
  ['low above high', (f) => (f.parameters.confidence.low = 0.8), /"low" must be below "high"/],
  ['a missing parameter', (f) => remove(f.parameters, 'minAnswered'), /parameters\.minAnswered/],
  ['age bands out of order', (f) => f.recency.reverse(), /age bands must rise/],
  ['a closed last age band', (f) => (f.recency.at(-1)!.maxAgeYears = 20), /the last one must be open/],
  ['a missing question', (f) => remove(f.themes[0]!.questions, 'parallel'), /questions\.parallel/],
  ['two perspectives for one slot', (f) => (f.perspectives[0]!.slot = 'present'), /slot "past" must belong/],
  ['a slot without a name', (f) => (f.perspectives[0]!.slotName = null), /a slot and its name/],
  ['a migration to nothing', (f) => (f.migrations[0]!.map[0]!.new = '9.9'), /"9\.9" is not in/],
  ['a dropped one with successor', (f) => (f.migrations[0]!.map[0]!.rule = 'dropped'), /only a dropped/],
  ['a split in one part', (f) => (f.migrations[0]!.map[0]!.rule = 'split'), /do not fit the rule split/],
  ['a merge of one source', (f) => (f.migrations[0]!.map[0]!.rule = 'merge'), /do not fit the rule merge/],
  ['a second row for one criterion', (f) => (f.migrations[0]!.map[1]!.old = '1.1'), /fit the rule same/],
  ['a migration elsewhere', (f) => (f.migrations[0]!.to = '2.0.0'), /must lead to 1\.0\.0/],
  ['an upper-case colour name', (f) => (f.themes[0]!.color = 'RED'), /themes\.0\.color/],
  ['an impossible date', (f) => (f.date = '2026-02-30'), /^date: /],
];

describe('the schema rejects', () => {
  test.each(rejected)('%s', (_name, change, expected) => {
    expect(complaints(change)).toContainEqual(expect.stringMatching(expected));
  });

  test.each([null, 7, 'text', [], {}])('%j', (file) => {
    expect(frameworkSchema.safeParse(file).success).toBe(false);
  });
});

test('loading the schema turns compiled parsers off, which the content security policy forbids', () => {
  expect(z.config().jitless).toBe(true);
});
