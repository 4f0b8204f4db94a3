import type { Framework } from '../../framework/schema.ts';
import { allCriteria, compareVersions } from '../../framework/registry.ts';
import type { AssessmentBundle, AssessmentSummary } from '../assessment-bundle.ts';
import type { EntityRecord } from '../model/schemas.ts';
import type { MatchPartner } from './matching.ts';

/**
 * The assessment that speaks for a partner: the latest reference date, then the newest framework
 * version, then the higher id, so that every laptop picks the same. Undefined when there is none.
 */
export function leadingAssessment(
  assessments: readonly EntityRecord<'assessment'>[],
): EntityRecord<'assessment'> | undefined {
  return [...assessments]
    .toSorted(
      (left, right) =>
        compareText(left.fields.referenceDate ?? '', right.fields.referenceDate ?? '') ||
        compareVersions(left.fields.frameworkVersion || '0.0.0', right.fields.frameworkVersion || '0.0.0') ||
        compareText(left.id, right.id),
    )
    .at(-1);
}

/** Status of a partner's country at a date (ISO); null when nothing is known for it. */
export function euStatusAt(
  partner: Pick<EntityRecord<'partner'>, 'fields'>,
  date: string,
): 'member' | 'preAccession' | 'neighbourhood' | null {
  const valid = partner.fields.euStatus
    .filter(({ from }) => from === null || from <= date)
    .toSorted((left, right) => compareText(left.from ?? '', right.from ?? ''));
  return valid.at(-1)?.status ?? null;
}

export interface MatchSource {
  readonly partner: EntityRecord<'partner'>;
  readonly regions: readonly EntityRecord<'region'>[];
  readonly bundle: AssessmentBundle;
  readonly summary: AssessmentSummary;
}

/** A partner as matching sees it in one theme, from its records. */
export function matchPartner(
  source: MatchSource,
  themeId: string,
  practices: readonly EntityRecord<'goodPractice'>[],
  framework: Framework,
): MatchPartner {
  const { partner, regions, bundle, summary } = source;
  const figures = summary.themes.find((theme) => theme.themeId === themeId);
  const own = practices.filter(
    ({ fields }) =>
      fields.themeId === themeId &&
      (fields.ownerPartnerId === partner.id || fields.practisedByPartnerIds.includes(partner.id)),
  );
  const theme = framework.themes.find(({ id }) => id === themeId);
  const entries = new Map(bundle.entries.map(({ fields }) => [fields.criterionId, fields]));
  return {
    partnerId: partner.id,
    country: partner.fields.country,
    competence: partner.fields.competence,
    clusterModels:
      partner.fields.clusterModels.length > 0
        ? partner.fields.clusterModels
        : [...new Set(regions.flatMap(({ fields }) => fields.clusterModels))],
    sectors: partner.fields.keySectors,
    languages: partner.fields.languages,
    capacity: partner.fields.capacity ?? framework.parameters.match.capacity,
    validatedPractice: own.some(({ fields }) => fields.validation.at(-1)?.step === 'published'),
    openOffer: own.some(({ fields }) => fields.offerOpen),
    experience: figures?.experience ?? null,
    score: figures?.present ?? null,
    gap: figures?.gap ?? null,
    confidence: figures?.confidence ?? null,
    criteria: (theme?.criteria ?? []).map(({ id }) => {
      const entry = entries.get(id);
      const counts = entry && !entry.notApplicable;
      return {
        criterionId: id,
        present: counts ? entry.present : null,
        desired: counts ? entry.desired : null,
      };
    }),
  };
}

/** Criteria without a present score, for the missing-data list of a region; not applicable ones are not missing. */
export function missingData(bundle: AssessmentBundle, framework: Framework): string[] {
  const entries = new Map(bundle.entries.map(({ fields }) => [fields.criterionId, fields]));
  return allCriteria(framework)
    .map(({ id }) => id)
    .filter((id) => {
      const entry = entries.get(id);
      return !entry || (!entry.notApplicable && entry.present === null);
    });
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
