import { type DemoPartner, sectorNames } from './partner-table.ts';

/** Puts a name for the region and one of the partner's sectors into a text; `turn` picks the sector. */
export function filled(text: string, partner: DemoPartner, turn: number): string {
  const sector = partner.sectors[turn % partner.sectors.length] ?? '';
  return text
    .replaceAll('{region}', placeNames[partner.nuts] ?? 'the region')
    .replaceAll('{sector}', sectorNames[sector] ?? 'industry');
}

const placeNames: Readonly<Record<string, string>> = {
  ITI3: 'the Marche',
  ITH3: 'Veneto',
  ITH5: 'Emilia-Romagna',
  ITI4: 'Lazio',
  AT13: 'Vienna',
  AT12: 'Lower Austria',
  BG41: 'south-west Bulgaria',
  EL30: 'Attica',
  EL52: 'Central Macedonia',
  HR03: 'the Adriatic counties',
  HU11: 'Budapest',
  HU22: 'Western Transdanubia',
  RO21: 'the North-East',
  RO32: 'the capital area',
  SK02: 'the western districts',
  SK01: 'the Bratislava area',
  SI04: 'the western part of the country',
  SI03: 'the eastern part of the country',
  AL02: 'the central counties',
  RS12: 'Vojvodina',
};
