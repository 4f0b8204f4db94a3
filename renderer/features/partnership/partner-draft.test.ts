import { describe, expect, it } from 'vitest';
import { entitySchemas } from '../../../shared/domain/model/schemas.ts';
import { validatePatch } from '../../../shared/domain/model/validation.ts';
import { changesOf, draftOf, type PartnerDraft, partnerProblems } from './partner-draft.ts';
import type { PartnerRecord, RegionRecord } from './partner-rows.ts';

const stored = { revision: 1, createdAt: 0, createdBy: '', modifiedAt: 0, modifiedBy: '', deleted: false };
const region: RegionRecord = {
  kind: 'region',
  id: 'r1',
  parentId: null,
  ...stored,
  fields: { ...entitySchemas.region.parse({}), nutsCode: 'ITI3', name: { en: 'Marche' } },
};
const partner: PartnerRecord = {
  kind: 'partner',
  id: 'p1',
  parentId: null,
  ...stored,
  fields: {
    ...entitySchemas.partner.parse({}),
    number: '01',
    legalName: 'Marche Region',
    country: 'IT',
    regionIds: ['r1', 'away'],
  },
};

const command = (draft: PartnerDraft, base: PartnerRecord | undefined = partner) => {
  let made = 0;
  return changesOf({
    partner: base,
    draft,
    regions: [region],
    language: 'hr',
    newId: () => `new${(made += 1)}`,
  });
};
const draft = (patch: Partial<PartnerDraft> = {}) => ({ ...draftOf(partner, [region], 'hr'), ...patch });

describe('the form of an organisation', () => {
  it('stores nothing when nothing was changed', () => {
    expect(command(draft())).toEqual([]);
  });

  it('stores the fields that differ and no others', () => {
    expect(command(draft({ shortName: ' MR ' }))).toEqual([
      { kind: 'partner', id: 'p1', parentId: null, patch: { shortName: 'MR' } },
    ]);
  });

  it('adds a translation of the region’s name beside the other languages', () => {
    const regions = [{ key: 'r1', id: 'r1', name: 'Marke', nutsCode: 'iti3' }];
    expect(command(draft({ regions }))).toEqual([
      { kind: 'region', id: 'r1', parentId: null, patch: { name: { en: 'Marche', hr: 'Marke' } } },
    ]);
  });

  it('shares a region that is there, makes one that is not, and keeps those it can’t see', () => {
    const regions = [
      { key: 'a', id: null, name: 'Whatever', nutsCode: 'ITI3' },
      { key: 'b', id: null, name: 'Istra', nutsCode: 'HR036' },
      { key: 'c', id: null, name: ' ', nutsCode: '' },
    ];
    const changes = command(draft({ regions }));
    expect(changes).toEqual([
      {
        kind: 'region',
        id: 'new1',
        parentId: null,
        patch: { nutsCode: 'HR036', country: 'IT', sourceLanguage: 'hr', name: { hr: 'Istra' }, level: 3 },
      },
      { kind: 'partner', id: 'p1', parentId: null, patch: { regionIds: ['r1', 'new1', 'away'] } },
    ]);
  });

  it('makes a whole new organisation that the model accepts', () => {
    const fresh = { ...draftOf(undefined, [], 'hr'), legalName: 'IDA', country: 'HR' };
    const euStatus: PartnerDraft['euStatus'] = [
      { status: 'member', from: '2013-07-01' },
      { status: 'preAccession', from: null },
    ];
    const [change] = changesOf({
      partner: undefined,
      draft: { ...fresh, euStatus },
      regions: [],
      language: 'hr',
      newId: () => 'new',
    });
    expect(change).toMatchObject({ kind: 'partner', id: 'new' });
    expect(validatePatch('partner', change?.patch ?? {})).toMatchObject({ legalName: 'IDA', country: 'HR' });
    expect(change?.patch?.['euStatus']).toEqual(euStatus.toReversed());
  });

  it('says what is missing, wrong, or taken by another organisation', () => {
    const other: PartnerRecord = { ...partner, id: 'p2', fields: { ...partner.fields, number: '02' } };
    const wrong = draft({
      legalName: ' ',
      country: '',
      number: '02',
      regions: [{ key: 'r', id: null, name: '', nutsCode: 'I' }],
    });
    expect(partnerProblems(wrong, [other])).toEqual({
      legalName: 'required',
      country: 'required',
      number: 'numberTaken',
      'region.r': 'nutsInvalid',
    });
    expect(partnerProblems(draft(), [other])).toEqual({});
  });
});
