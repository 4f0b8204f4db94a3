interface ObstacleText {
  readonly key: string;
  readonly themeId: string;
  readonly criterionIds: readonly string[];
  readonly partners: readonly string[];
  readonly severity: 1 | 2 | 3;
  readonly removableBy: 'ownRegion' | 'national' | 'eu' | 'partners';
  readonly status: 'open' | 'inRemoval' | 'removed' | 'accepted';
  readonly title: string;
  readonly description: string;
  readonly removalStep: string;
  /** Code of the action that answers it. */
  readonly action?: string;
}

export interface BarrierText extends ObstacleText {
  readonly type: 'legal' | 'administrative' | 'financial' | 'cultural' | 'capacity' | 'political' | 'data';
}

export interface MissingElementText extends ObstacleText {
  readonly type: 'data' | 'body' | 'instrument' | 'money' | 'skill';
}

export const barrierTexts: readonly BarrierText[] = [
  {
    key: 'annual-budget',
    type: 'legal',
    themeId: 'T4',
    criterionIds: ['4.1'],
    partners: ['07', '11', '17', '25'],
    severity: 3,
    removableBy: 'national',
    status: 'inRemoval',
    title: 'Budget law allows promises for one year only',
    description:
      'Cluster bodies cannot be promised money beyond December, so staff is hired each spring and leaves each winter.',
    removalStep:
      'Use a fund outside the yearly budget, as two partners do; the draft is with the ministry of finance.',
    action: 'A1',
  },
  {
    key: 'slow-contracts',
    type: 'administrative',
    themeId: 'T4',
    criterionIds: ['4.5'],
    partners: ['08', '14', '16', '17'],
    severity: 3,
    removableBy: 'ownRegion',
    status: 'open',
    title: 'Eight months from decision to contract',
    description:
      'Small firms have changed their plans when the contract arrives. Four offices check the same papers.',
    removalStep: 'One desk checks all papers; the others get a copy.',
    action: 'A2',
  },
  {
    key: 'state-aid-fear',
    type: 'legal',
    themeId: 'T4',
    criterionIds: ['4.3', '4.4'],
    partners: ['01', '18', '22'],
    severity: 2,
    removableBy: 'eu',
    status: 'open',
    title: 'State-aid rules are read as a ban on combined money',
    description:
      'Offices refuse to combine European and regional money, although the rules allow it in many cases.',
    removalStep: 'A joint note with five typical cases, checked by a lawyer.',
  },
  {
    key: 'fees-unusual',
    type: 'cultural',
    themeId: 'T4',
    criterionIds: ['4.2'],
    partners: ['08', '11', '23'],
    severity: 2,
    removableBy: 'ownRegion',
    status: 'open',
    title: 'Members are not used to paying',
    description: 'Membership was free for years. A fee is seen as a tax, not as a price for a service.',
    removalStep: 'Begin with one service that members ask for, and a price for it.',
  },
  {
    key: 'university-rules',
    type: 'administrative',
    themeId: 'T1',
    criterionIds: ['1.4'],
    partners: ['15', '24', '25'],
    severity: 2,
    removableBy: 'national',
    status: 'inRemoval',
    title: 'Universities may not keep what firms pay',
    description:
      'Income from laboratories goes to the state budget, so nobody in the laboratory gains from opening it.',
    removalStep: 'Change of the rule on own income; one university tries it in the pilot.',
    action: 'A3',
  },
  {
    key: 'two-managers',
    type: 'capacity',
    themeId: 'T3',
    criterionIds: ['3.4', '3.2'],
    partners: ['19', '23', '25'],
    severity: 3,
    removableBy: 'partners',
    status: 'open',
    title: 'One and a half posts for all clusters',
    description:
      'The people who run the clusters also run everything else. There is no time for contacts abroad.',
    removalStep: 'Share a manager between two clusters, and training in pairs with a partner.',
    action: 'A5',
  },
  {
    key: 'change-of-council',
    type: 'political',
    themeId: 'H',
    criterionIds: ['7.1', '7.3'],
    partners: ['09', '11', '14'],
    severity: 2,
    removableBy: 'ownRegion',
    status: 'accepted',
    title: 'A new council begins from zero',
    description: 'After each election the strategy is written again, and what was learned is lost.',
    removalStep: 'Cannot be removed; the yearly review on paper makes the loss smaller.',
  },
  {
    key: 'price-only',
    type: 'legal',
    themeId: 'T2',
    criterionIds: ['2.4'],
    partners: ['07', '17', '20'],
    severity: 2,
    removableBy: 'national',
    status: 'removed',
    title: 'Tenders had to be decided by price alone',
    description: 'The old rule left no room for energy or materials in tenders.',
    removalStep: 'The new act of 2013 allows other criteria; buyers must now learn to use it.',
  },
  {
    key: 'school-calendar',
    type: 'administrative',
    themeId: 'T6',
    criterionIds: ['6.2'],
    partners: ['13', '18', '19'],
    severity: 1,
    removableBy: 'national',
    status: 'open',
    title: 'Curricula are changed every seven years',
    description: 'What firms need changes faster than what schools may teach.',
    removalStep: 'Use the share of hours that a school may fill itself; agree on it by cluster.',
    action: 'A6',
  },
  {
    key: 'small-numbers',
    type: 'data',
    themeId: 'T5',
    criterionIds: ['5.1'],
    partners: ['19', '21', '23'],
    severity: 2,
    removableBy: 'national',
    status: 'open',
    title: 'Figures for small areas are kept secret',
    description: 'With few firms in a field, the statistical office does not publish the number of jobs.',
    removalStep: 'Ask for classes instead of numbers, or count together with the neighbouring region.',
  },
];

export const missingElementTexts: readonly MissingElementText[] = [
  {
    key: 'project-register',
    type: 'data',
    themeId: 'T1',
    criterionIds: ['1.2', '1.5'],
    partners: ['07', '11', '20'],
    severity: 2,
    removableBy: 'ownRegion',
    status: 'inRemoval',
    title: 'Register of joint projects',
    description: 'Nobody can say how many joint projects there were and what became of them.',
    removalStep: 'Start with the calls since 2009; one page for each project.',
    action: 'A3',
  },
  {
    key: 'energy-adviser',
    type: 'skill',
    themeId: 'T2',
    criterionIds: ['2.3'],
    partners: ['14', '16', '25'],
    severity: 2,
    removableBy: 'partners',
    status: 'open',
    title: 'Advisers for energy in small firms',
    description:
      'There are auditors for large plants, but nobody who can advise ten small firms over a year.',
    removalStep: 'Two people spend a month with the energy clubs of a partner.',
    action: 'A4',
  },
  {
    key: 'contact-point-abroad',
    type: 'body',
    themeId: 'T3',
    criterionIds: ['3.2'],
    partners: ['08', '19', '23'],
    severity: 1,
    removableBy: 'partners',
    status: 'open',
    title: 'A person abroad who knows our firms',
    description: 'Every mission begins from nothing, because no one on the other side keeps the contacts.',
    removalStep: 'Share the contact person of another region for one year.',
    action: 'A5',
  },
  {
    key: 'guarantee',
    type: 'instrument',
    themeId: 'T4',
    criterionIds: ['4.3'],
    partners: ['11', '17', '23', '25'],
    severity: 3,
    removableBy: 'national',
    status: 'open',
    title: 'Guarantee for loans to cluster members',
    description: 'Joint machines belong to no single firm, so banks ask for a security that nobody can give.',
    removalStep: 'Take over the short form of the promotional bank; find a body that may give guarantees.',
    action: 'A1',
  },
  {
    key: 'mapping-money',
    type: 'money',
    themeId: 'T5',
    criterionIds: ['5.1'],
    partners: ['09', '15', '24'],
    severity: 1,
    removableBy: 'ownRegion',
    status: 'removed',
    title: 'Money to renew the cluster map',
    description: 'The first map was paid by a project; nothing was set aside for the next.',
    removalStep: 'Six weeks of work are now part of the yearly plan of the statistics desk.',
  },
  {
    key: 'placement-figures',
    type: 'data',
    themeId: 'T6',
    criterionIds: ['6.2', '6.5'],
    partners: ['08', '19', '20'],
    severity: 2,
    removableBy: 'national',
    status: 'open',
    title: 'What becomes of people after a course',
    description: 'Schools count places, the labour office counts people; the two lists are never joined.',
    removalStep: 'A yearly letter with three questions, six months after the end.',
    action: 'A6',
  },
];
