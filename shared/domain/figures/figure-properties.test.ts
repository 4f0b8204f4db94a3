import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFrameworkRegistry } from '../../framework/registry.ts';
import { assign } from './assignment.ts';
import { groupFigures } from './comparison.ts';
import { criterionCompleteness, themeCompleteness } from './completeness.ts';
import { criterionConfidence, type EvidenceInput, evidenceShare, itemWeight } from './confidence.ts';
import { lift, match, type MatchPartner } from './matching.ts';
import { median, quantile, roundHalfUp, settle } from './numbers.ts';
import { experienceClass, gapClass, gapPriority } from './priority.ts';
import { gap, themeScore, type WeightedScore } from './scores.ts';

const framework = createFrameworkRegistry().get('1.0.0');
const halfStep = fc.integer({ min: 0, max: 10 }).map((value) => value / 2);
const score = fc.option(halfStep, { nil: null });
const share = fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000);
const weighted: fc.Arbitrary<WeightedScore> = fc.record({
  criterionId: fc.uuid(),
  weight: fc.integer({ min: 1, max: 5 }),
  value: score,
  notApplicable: fc.boolean(),
});
const evidence: fc.Arbitrary<EvidenceInput> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom(...framework.evidenceKinds.map(({ key }) => key), 'unknown'),
  year: fc.option(fc.integer({ min: 1990, max: 2020 }), { nil: null }),
  territory: fc.constantFrom('same' as const, 'larger' as const, 'other' as const),
});
const check = <Values>(property: fc.IProperty<Values>) => fc.assert(property, { numRuns: 300 });

describe('theme score', () => {
  const valueOf = (scores: readonly WeightedScore[]) => themeScore('present', scores, framework).value;

  test('lies between the lowest and the highest answer', () => {
    check(
      fc.property(fc.array(weighted, { maxLength: 8 }), (scores) => {
        const value = valueOf(scores);
        const answers = scores.flatMap((entry) => (entry.notApplicable ? [] : (entry.value ?? [])));
        if (value === null) return;
        expect(value).toBeGreaterThanOrEqual(Math.min(...answers) - 1e-9);
        expect(value).toBeLessThanOrEqual(Math.max(...answers) + 1e-9);
      }),
    );
  });

  test('does not change when a criterion that does not apply is taken away', () => {
    check(
      fc.property(fc.array(weighted, { maxLength: 8 }), (scores) => {
        expect(valueOf(scores.filter((entry) => !entry.notApplicable))).toBe(valueOf(scores));
      }),
    );
  });

  test('an empty answer is never the same as 0', () => {
    const answered = fc.array(
      weighted.map((entry) => ({ ...entry, notApplicable: false, value: entry.value ?? 1 })),
      {
        minLength: 4,
        maxLength: 8,
      },
    );
    check(
      fc.property(answered, (scores) => {
        const ones = scores.map((entry) => ({ ...entry, weight: 1, value: Math.max(entry.value, 0.5) }));
        const [, ...others] = ones;
        const withEmpty = valueOf([{ ...ones[0]!, value: null }, ...others]);
        const withZero = valueOf([{ ...ones[0]!, value: 0 }, ...others]);
        expect(withEmpty).toBe(valueOf(others));
        expect(withZero).toBeLessThan(withEmpty ?? 0);
      }),
    );
  });

  test('rises, or stays, when one answer rises', () => {
    check(
      fc.property(fc.array(weighted, { minLength: 1, maxLength: 8 }), fc.nat(), (scores, at) => {
        const index = at % scores.length;
        const raised = scores.map((entry, position) =>
          position === index && entry.value !== null
            ? { ...entry, value: Math.min(5, entry.value + 0.5) }
            : entry,
        );
        expect(valueOf(raised) ?? -1).toBeGreaterThanOrEqual(valueOf(scores) ?? -1);
      }),
    );
  });
});

describe('confidence', () => {
  test('is between 0 and 1, and more evidence never lowers it', () => {
    check(
      fc.property(fc.array(evidence, { maxLength: 9 }), evidence, (items, more) => {
        const before = evidenceShare(items, 2014, framework).value ?? 0;
        const after = evidenceShare([...items, more], 2014, framework).value ?? 0;
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('does not depend on the order of the evidence', () => {
    check(
      fc.property(fc.uniqueArray(evidence, { maxLength: 9, selector: ({ id }) => id }), (items) => {
        const value = (list: EvidenceInput[]) => evidenceShare(list, 2014, framework).value;
        expect(value(items.toReversed())).toBe(value(items));
      }),
    );
  });

  test('fresher and nearer evidence never weighs less', () => {
    check(
      fc.property(evidence, (item) => {
        const weight = (changed: Partial<EvidenceInput>) =>
          itemWeight({ ...item, ...changed }, 2014, framework).value ?? 0;
        const fresher = item.year === null ? 2014 : item.year + 1;
        expect(weight({ year: fresher })).toBeGreaterThanOrEqual(weight({}));
        expect(weight({ territory: 'same' })).toBeGreaterThanOrEqual(weight({ territory: 'larger' }));
        expect(weight({ territory: 'larger' })).toBeGreaterThanOrEqual(weight({ territory: 'other' }));
        expect(weight({})).toBeLessThanOrEqual(0.9);
      }),
    );
  });

  test('of a criterion has no value exactly when the present is empty', () => {
    const values = fc.array(fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }), { maxLength: 5 });
    check(
      fc.property(
        fc.array(evidence, { maxLength: 6 }),
        score,
        values,
        score,
        (items, agreed, people, outside) => {
          const scores = people.map((value, index) => ({ alias: String(index), value }));
          const input = { agreed, scores, discussed: false, outsideValue: outside };
          const { confidence } = criterionConfidence(items, input, 2014, framework);
          expect(confidence.value === null).toBe(agreed === null);
          expect(confidence.value ?? 0).toBeGreaterThanOrEqual(0);
          expect(confidence.value ?? 0).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

test('completeness is between 0 and 1 and never falls when something is filled in', () => {
  const input = fc.record({
    past: score,
    present: score,
    desired: score,
    justificationCharacters: fc.nat(90),
    evidenceItems: fc.nat(3),
    notApplicable: fc.constant(false),
    reasonGiven: fc.boolean(),
  });
  check(
    fc.property(input, halfStep, (fields, value) => {
      const of = (changed: object) => criterionCompleteness({ ...fields, ...changed }, framework).value ?? -1;
      const before = of({});
      for (const more of [{ past: value }, { present: value }, { desired: value }, { evidenceItems: 4 }]) {
        expect(of(more)).toBeGreaterThanOrEqual(before);
        expect(of(more)).toBeLessThanOrEqual(1);
      }
      const criteria = [{ criterionId: 'a', weight: 1, value: before }];
      const theme = (count: number) =>
        themeCompleteness(
          {
            criteria,
            narratives: Array.from({ length: count }, (_, index) => ({
              perspective: `${index}`,
              characters: 80,
            })),
          },
          framework,
        ).value ?? -1;
      expect(theme(4)).toBeGreaterThan(theme(0));
      expect(theme(4)).toBeLessThanOrEqual(1);
    }),
  );
});

test('priority is between 0 and 1, rises with the gap; a class is there exactly when a gap is', () => {
  const rank = fc.option(fc.integer({ min: 1, max: 3 }), { nil: null });
  check(
    fc.property(score, score, rank, rank, fc.option(share, { nil: null }), (present, desired, a, b, sure) => {
      const difference = gap(present, desired).value;
      const priority = gapPriority(difference, a, b, framework).value;
      expect(priority === null).toBe(difference === null);
      expect(gapClass(difference, sure, framework) === null).toBe(difference === null);
      expect(priority ?? 0).toBeGreaterThanOrEqual(0);
      expect(priority ?? 0).toBeLessThanOrEqual(1);
      const wider = difference === null ? null : difference + 0.5;
      expect(gapPriority(wider, a, b, framework).value ?? 0).toBeGreaterThanOrEqual(priority ?? 0);
    }),
  );
});

describe('matching', () => {
  const partner = (partnerId: string): fc.Arbitrary<MatchPartner> =>
    fc
      .record({
        country: fc.constantFrom('IT', 'HR', 'GR'),
        competence: fc.constantFrom('regional', 'national'),
        clusterModels: fc.subarray(['a', 'b', 'c']),
        sectors: fc.subarray(['x', 'y', 'z']),
        languages: fc.subarray(['en', 'hr', 'el']),
        capacity: fc.integer({ min: 0, max: 3 }),
        validatedPractice: fc.boolean(),
        openOffer: fc.boolean(),
        confidence: share,
        values: fc.array(fc.tuple(score, score), { minLength: 5, maxLength: 5 }),
      })
      .map(({ values, ...fields }) => {
        const criteria = values.map(([present, desired], index) => ({
          criterionId: `${index}`,
          present,
          desired,
        }));
        const scores = (slot: 'present' | 'desired') =>
          themeScore(
            slot,
            criteria.map((entry) => ({ ...entry, weight: 1, value: entry[slot], notApplicable: false })),
            framework,
          ).value;
        const present = scores('present');
        return {
          ...fields,
          partnerId,
          criteria,
          score: present,
          gap: gap(present, scores('desired')).value,
          experience: experienceClass(present, fields.confidence, framework),
        };
      });
  const group = fc.tuple(
    ...Array.from({ length: 12 }, (_, index) => partner(`p${String(index).padStart(2, '0')}`)),
  );

  test('lift and match are between 0 and 1; a giver that is worse everywhere lifts nothing', () => {
    check(
      fc.property(partner('a'), partner('b'), (giver, receiver) => {
        const lifted = lift(giver, receiver, framework).value ?? 0;
        const matched = match(giver, receiver, framework).match.value ?? 0;
        expect(lifted).toBeGreaterThanOrEqual(0);
        expect(lifted).toBeLessThanOrEqual(1);
        expect(matched).toBeLessThanOrEqual(1);
        const worst = { ...giver, criteria: giver.criteria.map((entry) => ({ ...entry, present: 0 })) };
        expect(lift(worst, receiver, framework).value ?? 0).toBe(0);
      }),
    );
  });

  test('nobody gives beyond its capacity, nobody teaches itself, every receiver is placed once', () => {
    check(
      fc.property(group, (partners) => {
        const { firstRound, secondRound, groupWorkshop } = assign(partners, framework);
        const all = [...firstRound, ...secondRound];
        for (const { partnerId, capacity } of partners) {
          expect(all.filter(({ giverId }) => giverId === partnerId).length).toBeLessThanOrEqual(capacity);
        }
        expect(all.filter(({ giverId, receiverId }) => giverId === receiverId)).toEqual([]);
        const placed = [...firstRound.map(({ receiverId }) => receiverId), ...groupWorkshop].toSorted();
        const receivers = partners
          .filter(({ experience }) => experience === 'developing' || experience === 'lessExperienced')
          .map(({ partnerId }) => partnerId);
        expect(placed).toEqual(receivers);
        expect(new Set(all.map(({ giverId, receiverId }) => `${giverId} ${receiverId}`)).size).toBe(
          all.length,
        );
      }),
    );
  });

  test('the order in which partners are listed does not matter', () => {
    check(
      fc.property(group, (partners) => {
        const pairs = (list: readonly MatchPartner[]) =>
          assign(list, framework).firstRound.map(({ giverId, receiverId }) => `${giverId} ${receiverId}`);
        expect(pairs(partners.toReversed())).toEqual(pairs(partners));
      }),
    );
  });
});

test('a group below its floor shows nothing, and quartiles lie around the median', () => {
  check(
    fc.property(fc.array(score, { maxLength: 12 }), (values) => {
      const figures = groupFigures(
        values.map((value, index) => ({ partnerId: `${index}`, value })),
        [],
        framework,
      );
      expect(figures.median.value === null).toBe(figures.count < 3);
      expect(figures.lowerQuartile.value === null).toBe(figures.count < 5);
      if (figures.count < 5) return;
      expect(figures.lowerQuartile.value ?? 9).toBeLessThanOrEqual(figures.median.value ?? -1);
      expect(figures.upperQuartile.value ?? -1).toBeGreaterThanOrEqual(figures.median.value ?? 9);
    }),
  );
});

test('numbers: a quantile is one of the values or between two, rounding moves by half a step at most', () => {
  check(
    fc.property(
      fc.array(halfStep, { minLength: 1, maxLength: 9 }),
      share,
      fc.integer({ min: 0, max: 3 }),
      (values, at, decimals) => {
        const value = quantile(values, at) ?? -1;
        expect(value).toBeGreaterThanOrEqual(Math.min(...values));
        expect(value).toBeLessThanOrEqual(Math.max(...values));
        expect(quantile(values, 0.5)).toBe(median(values));
        expect(Math.abs(roundHalfUp(at * 7, decimals) - at * 7)).toBeLessThanOrEqual(
          settle(0.5 / 10 ** decimals) + 1e-9,
        );
      },
    ),
  );
});
