import { describe, expect, it } from 'vitest';
import { emptyPartnershipDraft, newPartnershipOf, problemsOf } from './partnership-draft.ts';

const filled = {
  ...emptyPartnershipDraft,
  name: ' Adriatic clusters ',
  legalName: 'Marche Region',
  country: 'IT',
  type: 'A1' as const,
};

describe('a new partnership', () => {
  it('asks for name, organisation, country and type, and for nothing else', () => {
    expect(problemsOf(emptyPartnershipDraft)).toEqual({
      name: 'required',
      legalName: 'required',
      country: 'required',
      type: 'required',
    });
    expect(problemsOf({ ...filled, name: '   ' })).toEqual({ name: 'required' });
    expect(problemsOf(filled)).toEqual({});
  });

  it('takes a NUTS code of any level in any case, and says when it is none', () => {
    expect(problemsOf({ ...filled, nutsCode: 'iti3' })).toEqual({});
    expect(problemsOf({ ...filled, nutsCode: 'ITI31X' })).toEqual({ nutsCode: 'nutsInvalid' });
    expect(problemsOf({ ...filled, nutsCode: 'Μακ' })).toEqual({ nutsCode: 'nutsInvalid' });
  });

  it('is sent without stray spaces and only when it is complete', () => {
    expect(newPartnershipOf({ ...filled, nutsCode: ' iti3 ' })).toEqual({
      name: 'Adriatic clusters',
      organisation: {
        legalName: 'Marche Region',
        shortName: '',
        country: 'IT',
        type: 'A1',
        regionName: '',
        nutsCode: 'ITI3',
      },
    });
    expect(newPartnershipOf({ ...filled, type: null })).toBeUndefined();
  });
});
