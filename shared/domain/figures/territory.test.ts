import { expect, test } from 'vitest';
import { currentCodes, type NutsVersion, territoryRelation } from './territory.ts';

test.each([
  ['HR04', '2016', ['HR02', 'HR05', 'HR06']],
  ['HR04', '2013', ['HR02', 'HR05', 'HR06']],
  ['HR02', '2010', ['HR02', 'HR05', 'HR06']],
  ['HR02', '2021', ['HR02']],
  ['HU10', '2013', ['HU11', 'HU12']],
  ['SI01', '2010', ['SI03']],
  ['SI02', '2010', ['SI04']],
  ['GR12', '2010', ['EL52']],
  ['GR30', '2010', ['EL30']],
  ['EL121', '2010', ['EL521']],
  ['ITE3', '2010', ['ITI3']],
  ['itd5 ', '2010', ['ITH5']],
  ['ITI3', '2021', ['ITI3']],
  ['', '2021', []],
] satisfies [string, NutsVersion, string[]][])('%s of %s is now %j', (code, version, expected) => {
  expect(currentCodes({ code, version })).toEqual(expected);
});

test.each([
  ['HR03', '2021', 'HR03', '2021', 'same'],
  ['HR', '2021', 'HR03', '2021', 'larger'],
  ['HR04', '2016', 'HR03', '2021', 'other'],
  ['HR04', '2016', 'HR05', '2021', 'larger'],
  ['HR05', '2021', 'HR04', '2016', 'other'],
  ['HR04', '2016', 'HR04', '2013', 'same'],
  ['GR', '2010', 'EL52', '2021', 'larger'],
  ['GR12', '2010', 'EL52', '2021', 'same'],
  ['ITE3', '2010', 'ITI3', '2021', 'same'],
  ['HR036', '2021', 'HR03', '2021', 'other'],
  ['RO', '2021', 'RO', '2021', 'same'],
  ['EU', '2021', 'RS12', '2021', 'larger'],
  ['', '2021', 'RS12', '2021', 'other'],
  ['EU', '2021', '', '2021', 'other'],
] satisfies [string, NutsVersion, string, NutsVersion, string][])(
  'evidence on %s (%s) for %s (%s): %s',
  (code, version, regionCode, regionVersion, expected) => {
    const region = { code: regionCode, version: regionVersion };
    expect(territoryRelation({ code, version }, region)).toBe(expected);
  },
);
