import type { Framework, Slot } from '../../framework/schema.ts';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import type { AssessmentBundle } from '../assessment-bundle.ts';
import { territoryRelation } from '../figures/territory.ts';
import { criterionEntryId, evidenceLinkId, individualScoreId, themeNarrativeId } from '../model/ids.ts';
import type { EntityRecord, FieldsInput } from '../model/schemas.ts';
import type { SnapshotPart } from './visibility.ts';

/** A record in a snapshot: under an id that says nothing but its place in the framework. */
export interface SnapshotRecord<Kind extends EntityRecord['kind'] = EntityRecord['kind']> {
  readonly kind: Kind;
  readonly id: string;
  readonly parentId: string | null;
  readonly fields: FieldsInput<Kind>;
}

export interface SnapshotScope {
  readonly anonymous: boolean;
  readonly parts: ReadonlySet<SnapshotPart>;
}

const root = 'snapshot';
const slots: readonly Slot[] = ['past', 'present', 'desired'];
/** Stands for the assessed area and for what it lies in where the real one would tell whose it is. */
const maskedArea = { here: 'ZZ11', around: 'EU', elsewhere: '' } as const;

/**
 * What a snapshot holds of an assessment: always the numbers from which its figures come, and the parts
 * that were chosen. Ids, times, authors and the order of entry stay at home. Made again from its own
 * result it is the same, so a reader can tell whether anything else was slipped in.
 */
export function snapshotRecords(
  bundle: AssessmentBundle,
  scope: SnapshotScope,
  framework: Framework,
): SnapshotRecord[] {
  const entries = entryRecords(bundle, scope, framework);
  const evidence = evidenceRecords(bundle, scope);
  const entryIds = new Map(
    inOrder(bundle.entries, framework).map(({ id, fields }) => [
      id,
      criterionEntryId(root, fields.criterionId),
    ]),
  );
  const places = { evidence: evidence.ids, entries: entryIds };
  return [
    ...(scope.anonymous ? [] : partnerRecord(bundle)),
    ...regionRecord(bundle, scope),
    ...evidence.records,
    assessmentRecord(bundle, scope),
    ...entries,
    ...(scope.parts.has('narratives') && !scope.anonymous ? narrativeRecords(bundle, places) : []),
    ...linkRecords(bundle, places, scope),
    ...scoreRecords(bundle, places),
  ];
}

interface Places {
  readonly evidence: ReadonlyMap<string, string>;
  readonly entries: ReadonlyMap<string, string>;
}

function assessmentRecord(bundle: AssessmentBundle, scope: SnapshotScope): SnapshotRecord<'assessment'> {
  const { fields } = bundle.assessment;
  const { frameworkVersion, referenceDate, pastYear, targetYear } = fields;
  const numbers = {
    frameworkVersion,
    referenceDate,
    pastYear,
    targetYear,
    status: 'frozen' as const,
    regionId: bundle.region ? 'region' : null,
  };
  const named = {
    title: fields.title,
    language: fields.language,
    partnerId: bundle.partner ? 'partner' : null,
    ...(scope.parts.has('narratives') && { scopeNote: fields.scopeNote }),
  };
  return {
    kind: 'assessment',
    id: root,
    parentId: null,
    fields: scope.anonymous ? numbers : { ...numbers, ...named },
  };
}

function partnerRecord({ partner }: AssessmentBundle): SnapshotRecord<'partner'>[] {
  if (!partner) return [];
  const { legalName, shortName, number, country, type, competence, euStatus, clusterModels, keySectors } =
    partner.fields;
  const fields = {
    legalName,
    shortName,
    number,
    country,
    type,
    competence,
    euStatus,
    clusterModels,
    keySectors,
  };
  return [{ kind: 'partner', id: 'partner', parentId: null, fields }];
}

function regionRecord({ region }: AssessmentBundle, scope: SnapshotScope): SnapshotRecord<'region'>[] {
  if (!region) return [];
  const { nutsCode, nutsVersion, level, name, country } = region.fields;
  const { innovationGroup, innovationGroupEdition, clusterModels } = region.fields;
  const fields: FieldsInput<'region'> = scope.anonymous
    ? { nutsCode: maskedArea.here, nutsVersion: '2021' }
    : { nutsCode, nutsVersion, level, name, country, innovationGroup, innovationGroupEdition, clusterModels };
  return [{ kind: 'region', id: 'region', parentId: null, fields }];
}

function entryRecords(
  bundle: AssessmentBundle,
  scope: SnapshotScope,
  framework: Framework,
): SnapshotRecord<'criterionEntry'>[] {
  const withTexts = scope.parts.has('justifications') && !scope.anonymous;
  return inOrder(bundle.entries, framework).map(({ fields }) => ({
    kind: 'criterionEntry',
    id: criterionEntryId(root, fields.criterionId),
    parentId: root,
    fields: {
      criterionId: fields.criterionId,
      past: fields.past,
      present: fields.present,
      desired: fields.desired,
      notApplicable: fields.notApplicable,
      importance: fields.importance,
      feasibility: fields.feasibility,
      peerScore: fields.peerScore && { partnerId: null, value: fields.peerScore.value, note: {} },
      disagreementDiscussed: fields.disagreementDiscussed,
      ...(withTexts && {
        justification: fields.justification,
        notApplicableReason: fields.notApplicableReason,
        sourceLanguage: fields.sourceLanguage,
      }),
    },
  }));
}

/** Evidence that is named, in an order that comes from what is shared of it and not from when it was entered. */
function evidenceRecords(
  bundle: AssessmentBundle,
  scope: SnapshotScope,
): { records: SnapshotRecord<'evidenceItem'>[]; ids: Map<string, string> } {
  const used = new Set<string | null>(bundle.evidenceLinks.map(({ fields }) => fields.evidenceId));
  if (scope.parts.has('narratives') && !scope.anonymous) {
    for (const { fields } of bundle.narratives) for (const id of fields.evidenceIds) used.add(id);
  }
  const shared = bundle.evidenceItems
    .filter(({ id }) => used.has(id))
    .map((item) => ({ homeId: item.id, fields: evidenceFields(item, bundle, scope) }))
    .map((item) => ({ ...item, key: canonicalJson(item.fields as Json) }))
    .toSorted((left, right) => compare(left.key, right.key));
  return {
    records: shared.map(({ fields }, index) => ({
      kind: 'evidenceItem',
      id: evidenceNumber(index),
      parentId: null,
      fields,
    })),
    ids: new Map(shared.map(({ homeId }, index) => [homeId, evidenceNumber(index)])),
  };
}

function evidenceFields(
  { fields }: EntityRecord<'evidenceItem'>,
  bundle: AssessmentBundle,
  scope: SnapshotScope,
): FieldsInput<'evidenceItem'> {
  const { kind, year, territory, territoryVersion } = fields;
  if (scope.anonymous) return { kind, year, territory: maskedTerritory(fields, bundle) };
  const numbers = { kind, year, territory, territoryVersion };
  if (!scope.parts.has('evidence')) return numbers;
  const { title, publisher, url, page, licence, quote, accessDate, sourceLanguage } = fields;
  // Attached files stay at home, and so do their names and fingerprints.
  return { ...numbers, title, publisher, url, page, licence, quote, accessDate, sourceLanguage };
}

/** Keeps how the area of a source lies to the assessed one, which is all that the figures ask. */
function maskedTerritory(item: EntityRecord<'evidenceItem'>['fields'], bundle: AssessmentBundle): string {
  if (!bundle.region || item.territory === '') return maskedArea.elsewhere;
  const relation = territoryRelation(
    { code: item.territory, version: item.territoryVersion },
    { code: bundle.region.fields.nutsCode, version: bundle.region.fields.nutsVersion },
  );
  if (relation === 'same') return maskedArea.here;
  return relation === 'larger' ? maskedArea.around : maskedArea.elsewhere;
}

function narrativeRecords(bundle: AssessmentBundle, places: Places): SnapshotRecord<'themeNarrative'>[] {
  return bundle.narratives
    .map(({ fields }) => ({
      kind: 'themeNarrative' as const,
      id: themeNarrativeId(root, fields.themeId, fields.perspective),
      parentId: root,
      fields: {
        themeId: fields.themeId,
        perspective: fields.perspective,
        text: fields.text,
        sourceLanguage: fields.sourceLanguage,
        methodsUsed: fields.methodsUsed,
        missingData: fields.missingData,
        evidenceIds: fields.evidenceIds.flatMap((id) => places.evidence.get(id) ?? []),
      },
    }))
    .toSorted((left, right) => compare(left.id, right.id));
}

function linkRecords(
  bundle: AssessmentBundle,
  places: Places,
  scope: SnapshotScope,
): SnapshotRecord<'evidenceLink'>[] {
  const withPages = scope.parts.has('evidence') && !scope.anonymous;
  return bundle.evidenceLinks
    .flatMap(({ fields }): SnapshotRecord<'evidenceLink'>[] => {
      const entryId = places.entries.get(fields.entryId ?? '');
      const evidenceId = places.evidence.get(fields.evidenceId ?? '');
      if (entryId === undefined || evidenceId === undefined) return [];
      return [
        {
          kind: 'evidenceLink',
          id: evidenceLinkId(evidenceId, entryId, fields.slot),
          parentId: root,
          fields: { evidenceId, entryId, slot: fields.slot, ...(withPages && { page: fields.page }) },
        },
      ];
    })
    .toSorted((left, right) => compare(left.id, right.id));
}

/** The answers of single persons as numbers, the lowest first: nobody can be followed from one criterion to the next. */
function scoreRecords(bundle: AssessmentBundle, places: Places): SnapshotRecord<'individualScore'>[] {
  const values = new Map<string, number[]>();
  for (const { fields } of bundle.individualScores) {
    const entryId = places.entries.get(fields.entryId ?? '');
    if (entryId === undefined || fields.value === null) continue;
    const key = `${entryId}/${fields.slot}`;
    values.set(key, [...(values.get(key) ?? []), fields.value]);
  }
  return [...places.entries.values()].flatMap((entryId) =>
    slots.flatMap((slot) =>
      (values.get(`${entryId}/${slot}`) ?? [])
        .toSorted((left, right) => left - right)
        .map((value, index) => ({
          kind: 'individualScore' as const,
          id: individualScoreId(entryId, String(index + 1), slot),
          parentId: root,
          fields: { entryId, slot, value },
        })),
    ),
  );
}

function inOrder(
  entries: AssessmentBundle['entries'],
  framework: Framework,
): EntityRecord<'criterionEntry'>[] {
  const order = framework.themes.flatMap((theme) => theme.criteria.map(({ id }) => id));
  return entries
    .filter(({ fields }) => order.includes(fields.criterionId))
    .toSorted(
      (left, right) => order.indexOf(left.fields.criterionId) - order.indexOf(right.fields.criterionId),
    );
}

function evidenceNumber(index: number): string {
  return `e${index + 1}`;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
