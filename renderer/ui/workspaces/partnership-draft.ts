import type { organisationTypes } from '../../../shared/domain/model/partner.ts';

export type OrganisationType = (typeof organisationTypes)[number];

/** The own organisation as it is being filled in. */
export interface OrganisationDraft {
  legalName: string;
  shortName: string;
  country: string | null;
  type: OrganisationType | null;
  regionName: string;
  nutsCode: string;
}

/** What the form of a new partnership holds. */
export interface PartnershipDraft extends OrganisationDraft {
  name: string;
}

export const emptyPartnershipDraft: PartnershipDraft = {
  name: '',
  legalName: '',
  shortName: '',
  country: null,
  type: null,
  regionName: '',
  nutsCode: '',
};

/** What is wrong with a field: a key of the catalog `workspaces`. */
export type DraftProblems = Partial<Record<keyof PartnershipDraft, 'required' | 'nutsInvalid'>>;

/** NUTS codes: the country's two letters (EL for Greece) and up to three further characters. */
export function isNutsCode(code: string): boolean {
  return /^[A-Z]{2}[0-9A-Z]{0,3}$/.test(code);
}

export function normalisedNutsCode(code: string): string {
  return code.trim().toUpperCase();
}

export function organisationProblems(draft: OrganisationDraft): DraftProblems {
  const problems: DraftProblems = {};
  for (const field of ['legalName', 'country', 'type'] as const) {
    if (!draft[field]?.trim()) problems[field] = 'required';
  }
  const nutsCode = normalisedNutsCode(draft.nutsCode);
  if (nutsCode !== '' && !isNutsCode(nutsCode)) problems.nutsCode = 'nutsInvalid';
  return problems;
}

export function problemsOf(draft: PartnershipDraft): DraftProblems {
  return { ...(draft.name.trim() ? {} : { name: 'required' }), ...organisationProblems(draft) };
}

/** The organisation as the backend takes it; undefined while something is wrong. */
export function organisationOf(draft: OrganisationDraft) {
  const { country, type } = draft;
  if (Object.keys(organisationProblems(draft)).length > 0 || country === null || type === null)
    return undefined;
  return {
    legalName: draft.legalName.trim(),
    shortName: draft.shortName.trim(),
    country,
    type,
    regionName: draft.regionName.trim(),
    nutsCode: normalisedNutsCode(draft.nutsCode),
  };
}

/** The input of `workspaces.create`; undefined while something is wrong. */
export function newPartnershipOf(draft: PartnershipDraft) {
  const organisation = organisationOf(draft);
  const name = draft.name.trim();
  return organisation && name !== '' ? { name, organisation } : undefined;
}
