import { describe, expect, it } from 'vitest';
import { entitySchemas } from '../../../shared/domain/model/schemas.ts';
import { createFormats } from '../../i18n/formats.ts';
import {
  filterRows,
  partnerRows,
  type PartnerRecord,
  type RegionRecord,
  sortRows,
  statusAt,
} from './partner-rows.ts';

const stored = { revision: 1, createdAt: 0, createdBy: '', modifiedAt: 0, modifiedBy: '', deleted: false };

const partner = (id: string, fields: Partial<PartnerRecord['fields']>): PartnerRecord => ({
  kind: 'partner',
  id,
  parentId: null,
  ...stored,
  fields: { ...entitySchemas.partner.parse({}), ...fields },
});

const region = (id: string, fields: Partial<RegionRecord['fields']>): RegionRecord => ({
  kind: 'region',
  id,
  parentId: null,
  ...stored,
  fields: { ...entitySchemas.region.parse({}), ...fields },
});

const rowsIn = (language: 'en' | 'el' | 'hr') =>
  partnerRows({
    partners: [
      partner('b', { number: '02', legalName: 'Regija Šibenik', country: 'HR', regionIds: ['r2', 'gone'] }),
      partner('a', {
        number: '10',
        legalName: 'Περιφέρεια Κρήτης',
        country: 'GR',
        type: 'A1',
        regionIds: ['r1'],
      }),
      partner('c', { number: '1', legalName: 'Ministry', country: 'SK' }),
    ],
    regions: [
      region('r1', { nutsCode: 'EL43', name: { el: 'Κρήτη', en: 'Crete' } }),
      region('r2', { nutsCode: 'HR03', name: { en: 'Adriatic Croatia' } }),
    ],
    assessments: [{ partnerId: 'a' }, { partnerId: 'a' }] as never,
    formats: createFormats(language),
    typeName: (type) => `type ${type}`,
    today: '2014-06-30',
  });
const ids = (rows: { id: string }[]) => rows.map((row) => row.id).join('');

describe('EU status', () => {
  const croatia = [
    { status: 'preAccession', from: '2004-06-18' },
    { status: 'member', from: '2013-07-01' },
  ] as const;

  it('is the last one that has begun', () => {
    expect(statusAt(croatia, '2013-06-30')).toBe('preAccession');
    expect(statusAt(croatia, '2013-07-01')).toBe('member');
    expect(statusAt(croatia.toReversed(), '2020-01-01')).toBe('member');
  });

  it('is not known before the first date, and always so without one', () => {
    expect(statusAt(croatia, '2001-01-01')).toBeNull();
    expect(statusAt([{ status: 'neighbourhood', from: null }], '1990-01-01')).toBe('neighbourhood');
  });
});

describe('the table of organisations', () => {
  it('speaks the language of the interface', () => {
    const [, greek] = rowsIn('el');
    expect(greek).toMatchObject({ country: 'Ελλάδα', type: 'type A1', assessments: 2 });
    expect(greek?.regions).toEqual([{ id: 'r1', name: 'Κρήτη', nutsCode: 'EL43' }]);
    expect(rowsIn('hr')[0]?.regions).toEqual([{ id: 'r2', name: 'Adriatic Croatia', nutsCode: 'HR03' }]);
  });

  it('sorts numbers as numbers, and keeps the list order among equals both ways', () => {
    const formats = createFormats('en');
    const sorted = (column: 'number' | 'assessments', descending: boolean) =>
      ids(sortRows(rowsIn('en'), { column, descending }, formats));
    expect(sorted('number', false)).toBe('cba');
    expect(sorted('assessments', true)).toBe('acb');
    expect(sorted('assessments', false)).toBe('cba');
  });

  it('is filtered by every word, without accents', () => {
    const filter = (text: string) => ids(filterRows(rowsIn('en'), text, (status) => status));
    expect(filter('sibenik')).toBe('b');
    expect(filter('κρητης')).toBe('a');
    expect(filter('crete el43')).toBe('a');
    expect(filter('crete hr03')).toBe('');
    expect(filter('  ')).toBe('bac');
  });
});
