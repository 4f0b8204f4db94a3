import { expect, test } from 'vitest';
import { createFormats } from '../../../i18n/formats.ts';
import { listTable } from './list-csv.ts';
import type { NamedRow } from './list-view.ts';

const theme = (themeId: string, present: number | null) =>
  ({ themeId, present }) as NamedRow['row']['summary']['themes'][number];

const named: NamedRow = {
  region: 'Istria',
  row: {
    id: 'a',
    title: 'Istra 2014',
    partnerId: 'p',
    partnerName: 'Agency',
    regionId: null,
    regionName: {},
    status: 'draft',
    frameworkVersion: '1.0.0',
    referenceDate: '2014-06-30',
    pastYear: 2009,
    targetYear: 2020,
    modifiedAt: 0,
    modifiedBy: '',
    summary: {
      themes: [theme('T1', 2.25), theme('T2', null)],
      completeness: 0.5,
      advice: null,
      warningCount: 0,
    },
  },
};

test('numbers follow the language, unknown ones stay empty', () => {
  const table = listTable(
    [named],
    ['T1', 'T2'],
    { head: ['Title'], status: () => 'Nacrt' },
    createFormats('hr'),
  );
  expect(table[0]).toEqual(['Title', 'T1', 'T2']);
  expect(table[1]?.slice(7)).toEqual(['Nacrt', '50\u00a0%', '', '2,3', '']);
});
