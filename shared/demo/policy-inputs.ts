import type { EntityRecord } from '../domain/model/schemas.ts';
import { practiceId, regionId } from './demo-ids.ts';
import { demoRecord } from './demo-record.ts';

type Row = readonly [
  key: string,
  type: 'factor' | 'tool' | 'experience',
  themeId: string,
  effect: 'helps' | 'hinders' | 'mixed',
  nuts: string,
  title: string,
  text: string,
  practice?: string,
];

const rows: readonly Row[] = [
  [
    'known-prices',
    'factor',
    'T1',
    'helps',
    'EL30',
    'Prices are known beforehand',
    'Small firms ask once they know what it costs.',
    'lab-booking',
  ],
  [
    'own-income-rule',
    'factor',
    'T1',
    'hinders',
    'RS12',
    'Laboratories may not keep income',
    'Nobody in the laboratory gains from opening it.',
  ],
  [
    'five-figures',
    'tool',
    'T2',
    'helps',
    'AT12',
    'Sheet of five figures',
    'Fits on one page, firms fill it in themselves.',
    'energy-club',
  ],
  [
    'pair-training',
    'tool',
    'T3',
    'helps',
    'RO21',
    'Managers learn in pairs',
    'A real problem of the new manager instead of cases.',
    'manager-training',
  ],
  [
    'result-list',
    'tool',
    'T4',
    'helps',
    'HU11',
    'List of twelve results',
    'Each cluster body chooses five on which its money depends.',
    'falling-share',
  ],
  [
    'free-membership',
    'experience',
    'T4',
    'hinders',
    'HR03',
    'Years of free membership',
    'Once free, a fee is seen as a tax.',
  ],
  [
    'open-method',
    'factor',
    'T5',
    'helps',
    'ITH5',
    'The method of the map is open',
    'Firms accept a map that they could check.',
    'cluster-map',
  ],
  [
    'return-grant',
    'experience',
    'T6',
    'mixed',
    'SI03',
    'Grants alone bring nobody back',
    'Housing and school decide, not the grant.',
    'return-grant',
  ],
];

/** Factors, tools and experiences over the themes. */
export function demoPolicyInputs(): EntityRecord<'policyInput'>[] {
  return rows.map(([key, type, themeId, effect, nuts, title, text, practice]) =>
    demoRecord('policyInput', `demo-input-${key}`, null, {
      type,
      title: { en: title },
      description: { en: text },
      themeId,
      effect,
      regionId: regionId(nuts),
      source: 'Working group of the theme (demo)',
      goodPracticeId: practice === undefined ? null : practiceId(practice),
      visibility: 'partnershipNamed',
    }),
  );
}
