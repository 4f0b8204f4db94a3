import type { EntityRecord } from '../domain/model/schemas.ts';
import { regionId } from './demo-ids.ts';
import { demoRecord } from './demo-record.ts';

type Group = 'leader' | 'follower' | 'moderate' | 'modest' | 'none';

// NUTS 2021 code, name, innovation group. Names of statistical regions are public; groups are invented.
const regions: readonly [
  code: string,
  country: string,
  name: string,
  group: Group,
  local?: [string, string],
][] = [
  ['ITI3', 'IT', 'Marche', 'moderate'],
  ['ITH3', 'IT', 'Veneto', 'moderate'],
  ['ITH5', 'IT', 'Emilia-Romagna', 'follower'],
  ['ITI4', 'IT', 'Lazio', 'moderate'],
  ['AT13', 'AT', 'Vienna', 'leader', ['de', 'Wien']],
  ['AT12', 'AT', 'Lower Austria', 'follower', ['de', 'Niederösterreich']],
  ['BG41', 'BG', 'South-West Bulgaria', 'modest', ['bg', 'Югозападен']],
  ['EL30', 'GR', 'Attica', 'moderate', ['el', 'Αττική']],
  ['EL52', 'GR', 'Central Macedonia', 'moderate', ['el', 'Κεντρική Μακεδονία']],
  ['HR03', 'HR', 'Adriatic Croatia', 'modest', ['hr', 'Jadranska Hrvatska']],
  ['HU11', 'HU', 'Budapest', 'moderate', ['hu', 'Budapest']],
  ['HU22', 'HU', 'Western Transdanubia', 'moderate', ['hu', 'Nyugat-Dunántúl']],
  ['RO21', 'RO', 'North-East Romania', 'modest', ['ro', 'Nord-Est']],
  ['RO32', 'RO', 'Bucharest-Ilfov', 'moderate', ['ro', 'București-Ilfov']],
  ['SK02', 'SK', 'Western Slovakia', 'moderate', ['sk', 'Západné Slovensko']],
  ['SK01', 'SK', 'Bratislava Region', 'follower', ['sk', 'Bratislavský kraj']],
  ['SI04', 'SI', 'Western Slovenia', 'follower', ['sl', 'Zahodna Slovenija']],
  ['SI03', 'SI', 'Eastern Slovenia', 'moderate', ['sl', 'Vzhodna Slovenija']],
  ['AL02', 'AL', 'Central Albania', 'none', ['sq', 'Qendër']],
  ['RS12', 'RS', 'Vojvodina', 'none', ['sr', 'Регион Војводине']],
];

// Codes of older lists that still stand in sources, and what became of them.
const retired: readonly [
  code: string,
  version: '2010' | '2013' | '2016',
  country: string,
  name: string,
  successors: string[],
][] = [
  ['HR04', '2016', 'HR', 'Continental Croatia (until 2020)', ['HR02', 'HR05', 'HR06']],
  ['HU10', '2013', 'HU', 'Central Hungary (until 2017)', ['HU11', 'HU12']],
  ['SI01', '2010', 'SI', 'Eastern Slovenia (older code)', ['SI03']],
  ['SI02', '2010', 'SI', 'Western Slovenia (older code)', ['SI04']],
  ['GR12', '2010', 'GR', 'Central Macedonia (older code)', ['EL52']],
  ['ITE3', '2010', 'IT', 'Marche (older code)', ['ITI3']],
];

/** The partners' regions, and regions of older lists with their successors. */
export function demoRegions(): EntityRecord<'region'>[] {
  const current = regions.map(([code, country, name, innovationGroup, local]) =>
    demoRecord('region', regionId(code), null, {
      nutsCode: code,
      nutsVersion: '2021',
      level: 2,
      country,
      name: { en: name, ...(local ? { [local[0]]: local[1] } : {}) },
      innovationGroup,
      innovationGroupEdition: innovationGroup === 'none' ? '' : 'demo 2014',
      visibility: 'public',
    }),
  );
  const older = retired.map(([code, version, country, name, successorCodes]) =>
    demoRecord('region', regionId(code, version), null, {
      nutsCode: code,
      nutsVersion: version,
      level: 2,
      country,
      name: { en: name },
      successorCodes,
      visibility: 'public',
    }),
  );
  return [...current, ...older];
}
