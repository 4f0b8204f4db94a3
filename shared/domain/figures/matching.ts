import type { Framework } from '../../framework/schema.ts';
import type { ExperienceClass } from '../assessment-bundle.ts';
import { explained, type Explained, part, unexplained } from './explained.ts';
import { settle, sum } from './numbers.ts';

/** One partner as matching sees it in one theme. */
export interface MatchPartner {
  readonly partnerId: string;
  readonly country: string;
  readonly competence: string | null;
  readonly clusterModels: readonly string[];
  readonly sectors: readonly string[];
  readonly languages: readonly string[];
  /** Active transfers it can give. */
  readonly capacity: number;
  readonly validatedPractice: boolean;
  readonly openOffer: boolean;
  readonly experience: ExperienceClass | null;
  readonly score: number | null;
  readonly gap: number | null;
  readonly confidence: number | null;
  readonly criteria: readonly MatchCriterion[];
}

export interface MatchCriterion {
  readonly criterionId: string;
  readonly present: number | null;
  readonly desired: number | null;
}

export interface Match {
  readonly giverId: string;
  readonly receiverId: string;
  readonly lift: Explained;
  readonly fit: Explained;
  readonly match: Explained;
}

/** How far the giver's experience could lift the receiver towards its own targets, 0 to 1 (framework b.6). */
export function lift(giver: MatchPartner, receiver: MatchPartner, framework: Framework): Explained {
  const given = new Map(giver.criteria.map((criterion) => [criterion.criterionId, criterion.present]));
  const inputs = receiver.criteria.flatMap(({ criterionId, present, desired }) => {
    const example = given.get(criterionId) ?? null;
    if (example === null || present === null || desired === null) return [];
    const rise = Math.max(0, Math.min(example, desired) - present);
    return [part('criterionLift', rise, 'score', { subject: { type: 'criterion', id: criterionId } })];
  });
  if (inputs.length === 0) return unexplained('lift', 'notAnswered');
  const average = sum(inputs.map(({ value }) => value ?? 0)) / inputs.length;
  return explained('lift', Math.min(1, average / framework.parameters.match.fullLiftLevels), () => inputs);
}

/** How alike the two are: competence, cluster model, sectors (framework b.6). */
export function fit(giver: MatchPartner, receiver: MatchPartner, framework: Framework): Explained {
  const { fitParts } = framework.parameters.match;
  const alike = (same: boolean) => (same ? 1 : fitParts.differentFactor);
  const competence = alike(giver.competence !== null && giver.competence === receiver.competence);
  const model = alike(giver.clusterModels.some((value) => receiver.clusterModels.includes(value)));
  const sectors = jaccard(giver.sectors, receiver.sectors);
  const inputs = [
    part('competence', competence, 'weight', { factor: fitParts.competence }),
    part('clusterModel', model, 'weight', { factor: fitParts.clusterModel }),
    part('sectors', sectors, 'weight', { factor: fitParts.sectors }),
  ];
  const value = competence * fitParts.competence + model * fitParts.clusterModel + sectors * fitParts.sectors;
  return explained('fit', value, () => inputs);
}

/** Shared elements as a share of all elements of two lists; 0 when both are empty. */
function jaccard(left: readonly string[], right: readonly string[]): number {
  const union = new Set([...left, ...right]).size;
  return union === 0 ? 0 : new Set(left).intersection(new Set(right)).size / union;
}

/** The match figure M from giver to receiver in one theme (framework b.6). */
export function match(giver: MatchPartner, receiver: MatchPartner, framework: Framework): Match {
  const weights = framework.parameters.match;
  const lifted = lift(giver, receiver, framework);
  const fitted = fit(giver, receiver, framework);
  const trust = giver.confidence ?? 0;
  const offer = offerValue(giver, framework);
  const common = giver.languages.some((language) => receiver.languages.includes(language));
  const language = common ? weights.languageValues.common : weights.languageValues.none;
  const inputs = [
    part('lift', lifted.value, 'weight', { factor: weights.lift }),
    part('trust', trust, 'weight', { factor: weights.trust }),
    part('fit', fitted.value, 'weight', { factor: weights.fit }),
    part('offer', offer, 'weight', { factor: weights.offer }),
    part('language', language, 'weight', { factor: weights.language }),
  ];
  const total = sum(inputs.map((input) => (input.value ?? 0) * (input.factor ?? 0)));
  const home = giver.country === receiver.country ? weights.sameCountryFactor : 1;
  const steps = [part('sum', total, 'weight'), part('sameCountry', home, 'weight')];
  const figure =
    lifted.value === null
      ? unexplained('match', 'notAnswered', () => inputs)
      : explained(
          'match',
          total * home,
          () => inputs,
          () => steps,
        );
  return {
    giverId: giver.partnerId,
    receiverId: receiver.partnerId,
    lift: lifted,
    fit: fitted,
    match: figure,
  };
}

function offerValue(giver: MatchPartner, framework: Framework): number {
  const { both, one, none } = framework.parameters.match.offerValues;
  if (giver.validatedPractice && giver.openOffer) return both;
  return giver.validatedPractice || giver.openOffer ? one : none;
}

/** Whether a partner may teach another in the theme at all. */
export function eligible(giver: MatchPartner, receiver: MatchPartner, framework: Framework): boolean {
  if (giver.partnerId === receiver.partnerId || giver.experience !== 'experienced') return false;
  if (giver.score === null || receiver.score === null) return false;
  const { minLeadLevels, minLift } = framework.parameters.match;
  if (settle(giver.score - receiver.score) < minLeadLevels) return false;
  return (lift(giver, receiver, framework).value ?? 0) >= minLift;
}
