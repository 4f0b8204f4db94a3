import { expect, test } from 'vitest';
import { createFrameworkRegistry } from '../../framework/registry.ts';
import { assign } from './assignment.ts';
import { eligible, type MatchPartner } from './matching.ts';

const framework = createFrameworkRegistry().get('1.0.0');

/** A partner with the same present and desired score on five criteria. */
function partner(
  partnerId: string,
  experience: MatchPartner['experience'],
  score: number,
  desired: number,
  more: Partial<MatchPartner> = {},
): MatchPartner {
  return {
    partnerId,
    country: partnerId,
    competence: 'regional',
    clusterModels: [],
    sectors: [],
    languages: ['en'],
    capacity: 1,
    validatedPractice: true,
    openOffer: true,
    experience,
    score,
    gap: desired - score,
    confidence: 0.6,
    criteria: ['a', 'b', 'c', 'd', 'e'].map((criterionId) => ({ criterionId, present: score, desired })),
    ...more,
  };
}

const placesOf = (partners: MatchPartner[]) => {
  const { firstRound, secondRound, groupWorkshop } = assign(partners, framework);
  const text = (matches: typeof firstRound) =>
    matches.map(({ giverId, receiverId }) => `${giverId}->${receiverId}`);
  return { first: text(firstRound), second: text(secondRound), group: groupWorkshop };
};

test('who is less experienced chooses first, even with the smaller gap', () => {
  const giver = partner('g', 'experienced', 5, 5);
  const developing = partner('a', 'developing', 2.5, 5);
  const less = partner('b', 'lessExperienced', 2, 3);
  expect(placesOf([giver, developing, less])).toEqual({ first: ['g->b'], second: [], group: ['a'] });
});

test('within a class the larger gap, then the lower score, then the lower id', () => {
  const giver = partner('g', 'experienced', 5, 5);
  const less = (id: string, score: number, desired: number) => partner(id, 'lessExperienced', score, desired);
  expect(placesOf([giver, less('a', 2, 3), less('b', 2, 4)]).first).toEqual(['g->b']);
  expect(placesOf([giver, less('a', 2, 4), less('b', 1, 3)]).first).toEqual(['g->b']);
  expect(placesOf([giver, less('b', 2, 4), less('a', 2, 4)]).first).toEqual(['g->a']);
});

test('each takes its best giver; equal givers by id', () => {
  const near = partner('n', 'experienced', 4, 5, { country: 'a' });
  const far = partner('o', 'experienced', 4, 5);
  expect(placesOf([near, far, partner('r', 'lessExperienced', 1, 4, { country: 'a' })]).first).toEqual([
    'o->r',
  ]);
  const twins = [partner('y', 'experienced', 4, 5), partner('x', 'experienced', 4, 5)];
  expect(placesOf([...twins, partner('r', 'lessExperienced', 1, 4)]).first).toEqual(['x->r']);
});

test('a second mentor only where capacity is left after everyone had a first', () => {
  const givers = [partner('x', 'experienced', 4, 5, { capacity: 3 }), partner('y', 'experienced', 4, 5)];
  const receivers = ['a', 'b'].map((id) => partner(id, 'lessExperienced', 1, 4));
  expect(placesOf([...givers, ...receivers])).toEqual({
    first: ['x->a', 'x->b'],
    second: ['y->a'],
    group: [],
  });
});

test('a giver is experienced, at least one level ahead, and lifts enough', () => {
  const receiver = partner('r', 'developing', 3, 5);
  const able = (more: Partial<MatchPartner>) =>
    eligible(partner('g', 'experienced', 4, 5, more), receiver, framework);
  expect(able({})).toBe(true);
  expect(able({ experience: 'developing' })).toBe(false);
  expect(able({ score: 3.9 })).toBe(false);
  expect(able({ score: null })).toBe(false);
  expect(able({ partnerId: 'r' })).toBe(false);
  const modest = { ...receiver, criteria: receiver.criteria.map((entry) => ({ ...entry, desired: 3.4 })) };
  expect(eligible(partner('g', 'experienced', 5, 5), modest, framework)).toBe(false);
  const enough = { ...receiver, criteria: receiver.criteria.map((entry) => ({ ...entry, desired: 3.5 })) };
  expect(eligible(partner('g', 'experienced', 5, 5), enough, framework)).toBe(true);
});
