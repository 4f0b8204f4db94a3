import type { Framework } from '../framework/schema.ts';
import type { EntityRecord, FieldsInput } from '../domain/model/schemas.ts';
import {
  actionId,
  barrierId,
  indicatorId,
  measureId,
  missingElementId,
  partnerId,
  pilotId,
  practiceId,
  riskId,
} from './demo-ids.ts';
import { demoRecord } from './demo-record.ts';

type Values = readonly [code: string, baseline: number, target: number, actual: number | null];

const measured: readonly Values[] = [
  ['K01', 61, 110, 74],
  ['K06', 0, 12, 6],
  ['K08', 5, 14, 8],
  ['K12', 14, 30, 17],
  ['K13', 240, 120, 205],
  ['K19', 38, 65, 47],
  ['K21', 48, 80, 57],
  ['K24', 0, 10, 3],
  ['K25', 0, 12, 8],
  ['K26', 0, 30, 4],
];

/** Indicators of the framework that the demo's actions use, with values. */
export function demoIndicators(framework: Framework): EntityRecord<'indicator'>[] {
  return measured.flatMap(([code, baseline, target, actual]) => {
    const starter = framework.indicators.find((indicator) => indicator.code === code);
    if (!starter) return [];
    return [
      demoRecord('indicator', indicatorId(code), null, {
        code,
        name: { ...starter.name },
        unit: starter.unit,
        type: starter.type,
        direction: starter.direction,
        source: 'Yearly report of the partners',
        frequency: 'yearly',
        baseline: { value: baseline, date: '2012-12-31' },
        target: { value: target, date: '2020-12-31' },
        actuals: actual === null ? [] : [{ date: '2014-06-30', value: actual, evidenceId: null }],
        visibility: 'public',
      }),
    ];
  });
}

interface ActionText {
  readonly code: string;
  readonly title: string;
  readonly themeId: string;
  readonly owner: string;
  readonly partners: readonly string[];
  readonly addresses: readonly string[];
  readonly start: string;
  readonly deadline: string;
  readonly budget: readonly [source: string, amount: number, certainty: 'secured' | 'applied' | 'planned'][];
  readonly indicators: readonly string[];
  readonly risks: readonly string[];
  readonly status: 'planned' | 'running' | 'late' | 'done' | 'dropped';
  readonly description: string;
}

const actions: readonly ActionText[] = [
  {
    code: 'A1',
    title: 'A fund outside the yearly budget for cluster bodies and guarantees',
    themeId: 'T4',
    owner: '05',
    partners: ['07', '11', '17', '23'],
    addresses: ['4.1', '4.3', barrierId('annual-budget'), missingElementId('guarantee')],
    start: '2015-01-01',
    deadline: '2017-12-31',
    budget: [
      ['European fund, next period', 3_200_000, 'applied'],
      ['National budgets', 900_000, 'planned'],
    ],
    indicators: ['K12'],
    risks: ['no-fund'],
    status: 'planned',
    description: 'Draft the rules once for four countries, with the short form of the promotional bank.',
  },
  {
    code: 'A2',
    title: 'One desk for all papers of a grant',
    themeId: 'T4',
    owner: '14',
    partners: ['08', '16', '17'],
    addresses: ['4.5', barrierId('slow-contracts')],
    start: '2014-09-01',
    deadline: '2015-12-31',
    budget: [['Own budgets', 60_000, 'secured']],
    indicators: ['K13'],
    risks: ['change-of-staff'],
    status: 'running',
    description: 'Count the days from call to contract, find the longest step, remove it; count again.',
  },
  {
    code: 'A3',
    title: 'Price lists and project register in eight laboratories',
    themeId: 'T1',
    owner: '10',
    partners: ['24', '25', '15'],
    addresses: ['1.2', '1.4', barrierId('university-rules'), missingElementId('project-register')],
    start: '2014-10-01',
    deadline: '2016-06-30',
    budget: [
      ['Research budget', 140_000, 'secured'],
      ['European research programme', 220_000, 'applied'],
    ],
    indicators: ['K01'],
    risks: ['change-of-staff'],
    status: 'running',
    description: 'Take over the booking of hours; settle insurance first, as the pilot has shown.',
  },
  {
    code: 'A4',
    title: 'Six energy clubs in three countries',
    themeId: 'T2',
    owner: '06',
    partners: ['14', '16', '21'],
    addresses: ['2.3', missingElementId('energy-adviser')],
    start: '2015-03-01',
    deadline: '2018-02-28',
    budget: [
      ['Regional programmes', 300_000, 'planned'],
      ['Fees of firms', 180_000, 'planned'],
    ],
    indicators: ['K06'],
    risks: ['few-firms'],
    status: 'planned',
    description: 'Advisers are trained for a month, then run one club each with mixed industries.',
  },
  {
    code: 'A5',
    title: 'Shared managers and contact persons abroad',
    themeId: 'T3',
    owner: '02',
    partners: ['08', '19', '23', '25'],
    addresses: ['3.2', '3.4', barrierId('two-managers'), missingElementId('contact-point-abroad')],
    start: '2014-04-01',
    deadline: '2014-10-31',
    budget: [['Own budgets', 40_000, 'secured']],
    indicators: ['K08'],
    risks: ['change-of-staff'],
    status: 'late',
    description:
      'Two clusters share a manager for a year; two contact persons abroad also work for a second region.',
  },
  {
    code: 'A6',
    title: 'Courses with promised posts in five clusters',
    themeId: 'T6',
    owner: '13',
    partners: ['06', '08', '18', '19', '20'],
    addresses: ['6.2', barrierId('school-calendar'), missingElementId('placement-figures')],
    start: '2015-09-01',
    deadline: '2018-08-31',
    budget: [
      ['European social fund', 750_000, 'applied'],
      ['Firms', 120_000, 'planned'],
    ],
    indicators: ['K21'],
    risks: ['few-firms'],
    status: 'planned',
    description: 'Each course opens with signed posts; placement is counted after six months.',
  },
  {
    code: 'A7',
    title: 'Cluster maps with one method in ten regions',
    themeId: 'T5',
    owner: '03',
    partners: ['09', '15', '21', '24'],
    addresses: ['5.1', '5.5'],
    start: '2013-09-01',
    deadline: '2014-05-31',
    budget: [['Own budgets', 55_000, 'secured']],
    indicators: ['K19'],
    risks: [],
    status: 'done',
    description: 'The method was written down, tried in ten regions and commented by firms.',
  },
  {
    code: 'A8',
    title: 'Yearly review of lessons in every partner organisation',
    themeId: 'H',
    owner: '01',
    partners: ['09', '11', '14', '20'],
    addresses: ['7.3'],
    start: '2015-01-01',
    deadline: '2020-12-31',
    budget: [['Own budgets', 50_000, 'planned']],
    indicators: ['K24', 'K26'],
    risks: ['no-successor'],
    status: 'planned',
    description:
      'Half a day each year: past, present, future, parallel; one measure is changed and the reason noted.',
  },
];

/** Eight actions of the plans, in all states. */
export function demoActions(): EntityRecord<'action'>[] {
  return actions.map((action) =>
    demoRecord('action', actionId(action.code), null, {
      code: action.code,
      title: { en: action.title },
      themeId: action.themeId,
      addresses: [...action.addresses],
      description: { en: action.description },
      ownerPartnerId: partnerId(action.owner),
      partnerIds: action.partners.map(partnerId),
      level: 'transnational',
      start: action.start,
      deadline: action.deadline,
      milestones: [
        { text: 'Agreement of all partners', date: action.start, done: action.status !== 'planned' },
      ],
      budgetTotalEur: action.budget.reduce((total, [, amount]) => total + amount, 0),
      budgetLines: action.budget.map(([source, amountEur, certainty]) => ({ source, amountEur, certainty })),
      indicatorIds: action.indicators.map(indicatorId),
      riskIds: action.risks.map(riskId),
      status: action.status,
      visibility: 'partnershipNamed',
    }),
  );
}

const risks: Readonly<Record<string, FieldsInput<'risk'>>> = {
  'no-fund': {
    text: { en: 'The fund is not opened because one country does not join.' },
    likelihood: 3,
    impact: 4,
    mitigation: { en: 'Rules are written so that two countries are enough to begin.' },
    ownerPartnerId: partnerId('05'),
  },
  'change-of-staff': {
    text: { en: 'The person who carries the work leaves.' },
    likelihood: 4,
    impact: 3,
    mitigation: { en: 'Two persons know each task; notes are kept in the workspace.' },
    ownerPartnerId: partnerId('01'),
  },
  'few-firms': {
    text: { en: 'Too few firms take part.' },
    likelihood: 2,
    impact: 4,
    mitigation: { en: 'Begin where ten firms have signed; not before.' },
    ownerPartnerId: partnerId('06'),
  },
  'no-successor': {
    text: { en: 'After the project nobody asks for the yearly review.' },
    likelihood: 3,
    impact: 5,
    mitigation: { en: 'The date is part of the agreement of the initiative; the secretariat rotates.' },
    ownerPartnerId: partnerId('01'),
  },
};

export function demoRisks(): EntityRecord<'risk'>[] {
  return Object.entries(risks).map(([key, fields]) =>
    demoRecord('risk', riskId(key), null, { ...fields, visibility: 'partnershipNamed' }),
  );
}

const measures: readonly [
  themeId: string,
  key: string,
  maturity: 'idea' | 'tested' | 'adopted',
  practice: string,
  title: string,
  text: string,
][] = [
  [
    'T1',
    'prices',
    'tested',
    'lab-booking',
    'Laboratories that take public money publish prices',
    'Price lists and a desk become a condition of public money for equipment.',
  ],
  [
    'T2',
    'clubs',
    'tested',
    'energy-club',
    'Support clubs instead of single audits',
    'Money for audits goes to groups of firms that compare figures.',
  ],
  [
    'T3',
    'one-page',
    'idea',
    'two-agreement',
    'One page a year for every agreement abroad',
    'Agreements without a joint task in two years end.',
  ],
  [
    'T4',
    'steps',
    'adopted',
    'falling-share',
    'Public share that falls by known steps',
    'Support for cluster bodies falls over five years and depends on results.',
  ],
  [
    'T5',
    'map',
    'adopted',
    'cluster-map',
    'Every call quotes the cluster map',
    'Calls name the fields of the map that they serve.',
  ],
  [
    'T6',
    'promise',
    'tested',
    'promise-course',
    'Courses open with promised posts',
    'Money for courses depends on signed posts and is checked by placement.',
  ],
];

/** Recommendations of the working groups: ideas, tested and adopted ones. */
export function demoMeasures(): EntityRecord<'policyMeasure'>[] {
  return measures.map(([themeId, key, maturity, practice, title, text]) =>
    demoRecord('policyMeasure', measureId(key), null, {
      title: { en: title },
      description: { en: text },
      themeId,
      maturity,
      pilotIds: maturity === 'idea' ? [] : [pilotId(themeId)],
      goodPracticeIds: [practiceId(practice)],
      visibility: 'partnershipNamed',
    }),
  );
}
