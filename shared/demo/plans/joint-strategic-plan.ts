import type { FieldsOf } from '../../domain/model/schemas.ts';
import { partnerId } from '../demo-ids.ts';
import { demoPartners } from '../partner-table.ts';
import { demoActions, demoRisks } from '../planning.ts';
import { bullets, chapter, type DemoPlan, heading, paragraph, templateTable } from './plan-shape.ts';

const key = 'joint-strategic-plan';

/** The plan in which all states of a chapter can be seen, with an open suggestion. */
export function jointStrategicPlan(): DemoPlan {
  return {
    templateKey: key,
    language: 'en',
    title: 'Joint Strategic Plan',
    status: 'drafting',
    chapters: [...opening(), ...measures(), ...closing()],
    suggestions: [
      {
        chapterKey: 'vision',
        authorPartnerId: partnerId('11'),
        at: '2014-06-26T09:20:00Z',
        replaces: 'at least one live partner abroad',
        by: 'at least one live partner abroad and one in a neighbouring region',
        reason: 'For small organisations a neighbour is the first step.',
      },
    ],
    approvals: [],
  };
}

function opening() {
  return [
    chapter(
      'summary',
      'draft',
      '01',
      ['one-page'],
      [
        paragraph(
          'Twenty-five organisations from eleven countries looked at their cluster policies with the same questions. The widest gaps lie in finance and in the green themes; the strongest experience lies in research and in work abroad.',
        ),
        paragraph(
          'This plan names eight actions to 2020. Each answers a gap or a barrier, has an owner, and is measured by an indicator with a starting value.',
        ),
      ],
    ),
    chapter(
      'mandate',
      'agreed',
      '01',
      ['partners', 'reference-date', 'consensus', 'limits'],
      [
        paragraph(
          'The plan rests on the assessments of 30 June 2014, made under version 1.0.0 of the framework. The past year is 2009, the target year 2020.',
        ),
        paragraph(
          'Scores were given alone, then agreed in workshops. Values on which a team could not agree are marked. An outside reviewer looked at a sample.',
        ),
        bullets(
          'Scores are self-assessments; the confidence figure says how well they are backed.',
          'Empty answers are not counted as zero.',
          'The plan does not rank organisations.',
        ),
      ],
    ),
    chapter(
      'where-we-stand',
      'inReview',
      '15',
      ['themes', 'strengths', 'missing'],
      [
        heading('What was tried'),
        paragraph(
          'Most grants for cluster bodies between 2009 and 2012 ended at once. Where the public share fell step by step, four of five bodies are still at work.',
        ),
        heading('Where we stand'),
        paragraph(
          'Five organisations are experienced in finance, eleven are at the beginning. In research and work abroad the picture is more even.',
        ),
        bullets(
          'Common strength: contacts between firms and research in most regions.',
          'Common gap: calls that come late or not at all.',
          'Missing: figures on what becomes of projects, courses and savings.',
        ),
      ],
    ),
    chapter(
      'parallel-contexts',
      'draft',
      '03',
      ['regions'],
      [
        paragraph(
          'Two regions with the same statistics chose other priorities. The talk about why was worth more to us than the comparison of numbers.',
        ),
        paragraph(
          'Taken over: short forms for small loans, a price list for laboratories. Not taken over: a common budget of departments, because it would need new laws in most countries.',
        ),
      ],
    ),
    chapter(
      'vision',
      'inReview',
      '09',
      ['picture', 'scenarios'],
      [
        paragraph(
          'In 2020 a cluster body lives mainly on its own income, has at least one live partner abroad, and can show what its projects and courses led to.',
        ),
        heading('Three scenarios'),
        bullets(
          'Steady: the next European period begins on time and calls follow a calendar.',
          'Narrow: money is short; only bodies with own income go on.',
          'Open: regions share services across borders, and small ones gain most.',
        ),
      ],
    ),
    chapter(
      'objectives',
      'draft',
      '01',
      ['number'],
      [
        {
          type: 'orderedList',
          items: [
            'Calls that can be foreseen: days from call to contract are halved.',
            'Cluster bodies that last: own income reaches 30 per cent.',
            'Firms in laboratories: 110 joint projects run at a time.',
            'Savings that are measured: twelve per cent less energy in the clubs.',
            'Courses that lead to work: four of five people are in work after six months.',
          ],
        },
        templateTable(key, 'indicator', [
          [
            'K13',
            'result',
            '240 days',
            '120 days, 2020',
            'Grant offices',
            'yearly',
            'Regional development agency',
          ],
          ['K12', 'result', '14 %', '30 %, 2020', 'Cluster bodies', 'yearly', 'National development centre'],
          ['K01', 'result', '61', '110, 2020', 'Project register', 'yearly', 'Research centre, cluster unit'],
        ]),
      ],
    ),
  ];
}

const themeChapters: readonly [
  key: string,
  state: 'draft' | 'inReview' | 'agreed' | 'empty',
  owner: string,
  text: string,
][] = [
  [
    'measures-innovation',
    'agreed',
    '10',
    'Laboratories that take public money publish prices. The pilot in two faculties has shown that firms come when the cost is known; insurance must be settled first. Level: region and university.',
  ],
  [
    'measures-sustainability',
    'inReview',
    '06',
    'Support goes to energy clubs instead of single audits. The pilot measured a saving of five per cent against a comparison group. Level: region.',
  ],
  [
    'measures-international',
    'draft',
    '02',
    'Every agreement abroad has one page a year and a rule for its end. The pilot cannot prove an effect, as nothing was measured before.',
  ],
  [
    'measures-finance',
    'inReview',
    '12',
    'The public share falls by known steps, and a fund outside the yearly budget makes promises over several years possible. The pilot raised own income from 8 to 17 per cent. Level: state.',
  ],
  [
    'measures-specialisation',
    'draft',
    '03',
    'Every call quotes the cluster map. The pilot on two days between clusters gave lessons only: rights must be settled before.',
  ],
  [
    'measures-skills',
    'draft',
    '13',
    'Courses open with promised posts. In the pilot four of five people were in work after six months; young women were hardly reached.',
  ],
  ['measures-horizontal', 'empty', '05', ''],
];

function measures() {
  return [
    chapter(
      'measures',
      'draft',
      '01',
      [],
      [
        paragraph(
          'Each measure says why it was chosen, which level of government decides, and what the pilots have shown.',
        ),
      ],
    ),
    ...themeChapters.map(([chapterKey, state, owner, text]) =>
      chapter(
        chapterKey,
        state,
        owner,
        state === 'agreed' ? ['why', 'level', 'pilots'] : state === 'inReview' ? ['why', 'pilots'] : [],
        text === '' ? [] : [paragraph(text)],
      ),
    ),
  ];
}

function closing() {
  return [
    chapter(
      'learning',
      'draft',
      '01',
      ['matches'],
      [
        paragraph(
          'Those who need it most chose first. In finance fifteen organisations have found a giver; five meet in one group workshop.',
        ),
      ],
    ),
    chapter(
      'action-plan',
      'inReview',
      '01',
      ['owner', 'addresses'],
      [
        paragraph('All actions with owner, time and money. Sums are estimates in euro.'),
        templateTable(
          key,
          'action',
          demoActions().map(({ fields }) => actionRow(fields)),
        ),
      ],
    ),
    chapter(
      'financing',
      'draft',
      '05',
      ['sources'],
      [
        templateTable(key, 'financing', [
          ['Own budgets', '2014-2015', '205 000', 'secured', '-'],
          ['European funds', '2015-2020', '4 170 000', 'applied', 'Programmes must be open'],
          ['National and regional budgets', '2015-2018', '1 200 000', 'planned', 'Yearly decision'],
        ]),
      ],
    ),
    chapter('governance', 'empty', '01', []),
    chapter(
      'risks',
      'draft',
      '01',
      ['risks'],
      [
        templateTable(
          key,
          'risk',
          demoRisks().map(({ fields }) => riskRow(fields)),
        ),
      ],
    ),
    chapter('annexes', 'empty', null, []),
  ];
}

function actionRow(action: FieldsOf<'action'>): string[] {
  return [
    action.code,
    action.title['en'] ?? '',
    action.themeId,
    action.addresses.filter((id) => /^\d/.test(id)).join(', '),
    label(action.ownerPartnerId),
    String(action.partnerIds.length),
    action.start ?? '',
    action.deadline ?? '',
    String(action.budgetTotalEur ?? ''),
    action.budgetLines.map(({ source, certainty }) => `${source} (${certainty})`).join('; '),
    action.indicatorIds.map((id) => id.slice(-3)).join(', '),
    action.status,
  ];
}

function riskRow(risk: FieldsOf<'risk'>): string[] {
  const product = (risk.likelihood ?? 0) * (risk.impact ?? 0);
  return [
    risk.text['en'] ?? '',
    String(risk.likelihood ?? ''),
    String(risk.impact ?? ''),
    String(product),
    risk.mitigation['en'] ?? '',
    label(risk.ownerPartnerId),
  ];
}

function label(id: string | null): string {
  return demoPartners.find(({ number }) => partnerId(number) === id)?.label ?? '';
}
