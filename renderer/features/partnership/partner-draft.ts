import type { RecordChange } from '../../../shared/contract/records.ts';
import type { FieldsOf } from '../../../shared/domain/model/schemas.ts';
import { textIn } from '../../../shared/domain/model/text.ts';
import { isNutsCode, normalisedNutsCode } from '../../ui/workspaces/partnership-draft.ts';
import type { PartnerRecord, RegionRecord } from './partner-rows.ts';

type PartnerFields = FieldsOf<'partner'>;

/** A region as the form shows it; `id` is null for one that is being added. */
export interface RegionDraft {
  key: string;
  id: string | null;
  name: string;
  nutsCode: string;
}

/** What the form of an organisation holds. */
export interface PartnerDraft
  extends Pick<
    PartnerFields,
    'number' | 'legalName' | 'shortName' | 'country' | 'type' | 'competence' | 'contactPoint'
  > {
  languages: string[];
  euStatus: PartnerFields['euStatus'];
  regions: RegionDraft[];
}

export type PartnerProblem = 'required' | 'nutsInvalid' | 'numberTaken';

export function draftOf(
  partner: PartnerRecord | undefined,
  regions: readonly RegionRecord[],
  language: string,
): PartnerDraft {
  const fields = partner?.fields;
  return {
    number: fields?.number ?? '',
    legalName: fields?.legalName ?? '',
    shortName: fields?.shortName ?? '',
    country: fields?.country ?? '',
    type: fields?.type ?? null,
    competence: fields?.competence ?? null,
    contactPoint: fields?.contactPoint ?? '',
    languages: fields?.languages ?? [],
    euStatus: fields?.euStatus ?? [],
    regions: (fields?.regionIds ?? []).flatMap((id) => {
      const region = regions.find((candidate) => candidate.id === id);
      if (!region) return [];
      return [{ key: id, id, name: textIn(region.fields.name, language), nutsCode: region.fields.nutsCode }];
    }),
  };
}

/** Problems by field; a region's stand under `region.<key>`. */
export function partnerProblems(
  draft: PartnerDraft,
  others: readonly PartnerRecord[],
): Record<string, PartnerProblem> {
  const problems: Record<string, PartnerProblem> = {};
  if (!draft.legalName.trim()) problems['legalName'] = 'required';
  if (!draft.country) problems['country'] = 'required';
  const number = draft.number.trim();
  if (number && others.some((other) => other.fields.number === number)) problems['number'] = 'numberTaken';
  for (const region of draft.regions) {
    const code = normalisedNutsCode(region.nutsCode);
    if (code !== '' && !isNutsCode(code)) problems[`region.${region.key}`] = 'nutsInvalid';
  }
  return problems;
}

export interface PartnerCommand {
  partner: PartnerRecord | undefined;
  draft: PartnerDraft;
  regions: readonly RegionRecord[];
  language: string;
  newId: () => string;
}

/** The changes that store a draft: only fields that differ, and only regions that are new or differ. */
export function changesOf({ partner, draft, regions, language, newId }: PartnerCommand): RecordChange[] {
  const changes: RecordChange[] = [];
  const regionIds = draft.regions
    .filter((region) => region.name.trim() !== '' || region.nutsCode.trim() !== '')
    .map((region) => {
      const change = regionChange(region, { draft, regions, language, newId });
      if (change.patch) changes.push(change.record);
      return change.record.id;
    });
  const patch: Partial<PartnerFields> = {
    number: draft.number.trim(),
    legalName: draft.legalName.trim(),
    shortName: draft.shortName.trim(),
    country: draft.country,
    type: draft.type,
    competence: draft.competence,
    contactPoint: draft.contactPoint.trim(),
    languages: draft.languages,
    euStatus: draft.euStatus.toSorted((left, right) => (left.from ?? '').localeCompare(right.from ?? '')),
    // Regions that are not here (another laptop's, not yet received) stay named by their ids.
    regionIds: [...new Set([...regionIds, ...missingRegions(partner, regions)])],
  };
  const changed = partner ? differing(partner.fields, patch) : patch;
  if (Object.keys(changed).length > 0) {
    changes.push({
      kind: 'partner',
      id: partner?.id ?? newId(),
      parentId: partner?.parentId ?? null,
      patch: changed,
    });
  }
  return changes;
}

function regionChange(
  region: RegionDraft,
  { draft, regions, language, newId }: Omit<PartnerCommand, 'partner'>,
): { record: RecordChange; patch: boolean } {
  const nutsCode = normalisedNutsCode(region.nutsCode);
  const name = region.name.trim();
  // A region that another organisation has already is shared, not made twice.
  const shared =
    region.id === null && nutsCode !== ''
      ? regions.find((known) => known.fields.nutsCode === nutsCode)
      : undefined;
  const known = regions.find((candidate) => candidate.id === region.id);
  if (shared) return { record: change(shared, {}), patch: false };
  if (!known) {
    const fields = {
      nutsCode,
      country: draft.country,
      sourceLanguage: language,
      name: name ? { [language]: name } : {},
    };
    return {
      record: change(
        { id: newId(), parentId: null },
        { ...fields, level: isNutsCode(nutsCode) ? nutsCode.length - 2 : null },
      ),
      patch: true,
    };
  }
  const patch: Record<string, unknown> = {};
  if (nutsCode !== known.fields.nutsCode) patch['nutsCode'] = nutsCode;
  if (name !== textIn(known.fields.name, language))
    patch['name'] = { ...known.fields.name, [language]: name };
  return { record: change(known, patch), patch: Object.keys(patch).length > 0 };
}

function change(
  { id, parentId }: Pick<RegionRecord, 'id' | 'parentId'>,
  patch: Record<string, unknown>,
): RecordChange {
  return { kind: 'region', id, parentId, patch };
}

function missingRegions(partner: PartnerRecord | undefined, regions: readonly RegionRecord[]): string[] {
  return (partner?.fields.regionIds ?? []).filter((id) => !regions.some((region) => region.id === id));
}

function differing(stored: PartnerFields, patch: Partial<PartnerFields>): Partial<PartnerFields> {
  return Object.fromEntries(
    Object.entries(patch).filter(
      ([field, value]) => JSON.stringify(stored[field as keyof PartnerFields]) !== JSON.stringify(value),
    ),
  );
}
