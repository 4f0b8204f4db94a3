interface PilotIndicatorText {
  readonly level: 'output' | 'result' | 'learning';
  readonly name: string;
  readonly unit: string;
  readonly baseline: number | null;
  readonly target: number | null;
  readonly actual: number | null;
  readonly comparison?: readonly [before: number, after: number];
  readonly rubric?: number;
}

/** One pilot of the demo; invented. */
export interface PilotText {
  readonly themeId: string;
  readonly criterionIds: readonly string[];
  readonly lead: string;
  readonly partners: readonly string[];
  readonly practice: string;
  readonly design: 'D1' | 'D2' | 'D3';
  readonly budget: readonly [planned: number, spent: number];
  /** Efficiency, relevance, learning, transferability, durability: own and outside score. */
  readonly judged: readonly (readonly [self: number, outside: number | null])[];
  readonly verdict: 'scaleUp' | 'adaptAndRetest' | 'lessonsOnly';
  readonly title: string;
  readonly problem: string;
  readonly hypothesis: string;
  readonly indicators: readonly PilotIndicatorText[];
  readonly story: string;
  readonly worked: string;
  readonly didNotWork: string;
  readonly keyLesson: string;
}

export const pilotTexts: readonly PilotText[] = [
  {
    themeId: 'T1',
    criterionIds: ['1.4'],
    lead: '24',
    partners: ['10', '25'],
    practice: 'lab-booking',
    design: 'D2',
    budget: [48_000, 45_200],
    judged: [
      [3, 3],
      [4, 3.5],
      [4, 4],
      [4, 3.5],
      [3, 3],
    ],
    verdict: 'scaleUp',
    title: 'Laboratory hours at a fixed price in two faculties',
    problem: 'Small firms in food and electronics do not use the laboratories of the university.',
    hypothesis:
      'If prices are fixed and a student is in the room, then more small firms come, because they know the cost beforehand.',
    indicators: [
      {
        level: 'output',
        name: 'Laboratories with a price list',
        unit: 'number',
        baseline: 0,
        target: 6,
        actual: 5,
      },
      {
        level: 'result',
        name: 'Small firms using a laboratory',
        unit: 'firms',
        baseline: 4,
        target: 20,
        actual: 19,
      },
      {
        level: 'learning',
        name: 'Rule on own income reviewed',
        unit: 'rubric',
        baseline: null,
        target: null,
        actual: null,
        rubric: 4,
      },
    ],
    story:
      'The head of one laboratory was against it. After the third firm he asked for a second day in the week.',
    worked: 'Students made firms feel at ease.',
    didNotWork: 'Insurance was solved only in the fourth month.',
    keyLesson: 'Settle the insurance first; then begin.',
  },
  {
    themeId: 'T2',
    criterionIds: ['2.3'],
    lead: '14',
    partners: ['06', '16'],
    practice: 'energy-club',
    design: 'D3',
    budget: [62_000, 66_400],
    judged: [
      [3, 2.5],
      [4, 4],
      [3, 3],
      [4, 4],
      [3, 2],
    ],
    verdict: 'scaleUp',
    title: 'One energy club, one group for comparison',
    problem: 'Audits were paid for and forgotten.',
    hypothesis:
      'If ten firms compare five figures each quarter, then they use less energy, because they see that others do better.',
    indicators: [
      { level: 'output', name: 'Meetings held', unit: 'number', baseline: 0, target: 3, actual: 3 },
      {
        level: 'result',
        name: 'Energy per unit of output (first quarter of 2014 = 100)',
        unit: 'index',
        baseline: 100,
        target: 93,
        actual: 94,
        comparison: [100, 99],
      },
    ],
    story: 'Two firms found that they paid for the same empty hall to be heated.',
    worked: 'Walking through a firm together.',
    didNotWork: 'Two firms of one industry would not show their figures to each other.',
    keyLesson: 'Mix industries within one club.',
  },
  {
    themeId: 'T3',
    criterionIds: ['3.2'],
    lead: '18',
    partners: ['02', '20'],
    practice: 'two-agreement',
    design: 'D1',
    budget: [22_000, 19_800],
    judged: [
      [4, 3],
      [3, 3],
      [3, 2.5],
      [3, 3],
      [2, 2],
    ],
    verdict: 'adaptAndRetest',
    title: 'One page a year for three agreements',
    problem: 'Three agreements abroad had not led to anything for two years.',
    hypothesis:
      'If each agreement has one person and one page, then joint work begins, because someone is asked in spring.',
    indicators: [
      { level: 'output', name: 'Agreements with a page', unit: 'number', baseline: 0, target: 3, actual: 3 },
      { level: 'result', name: 'Joint tasks begun', unit: 'number', baseline: 0, target: 6, actual: 4 },
    ],
    story: 'One agreement was ended, and both sides were relieved.',
    worked: 'A page that fits on a wall.',
    didNotWork: 'Nothing was measured before, so nobody can say what would have happened without the page.',
    keyLesson: 'Count before you start, even if the count is zero.',
  },
  {
    themeId: 'T4',
    criterionIds: ['4.1', '4.2'],
    lead: '11',
    partners: ['12', '21'],
    practice: 'falling-share',
    design: 'D2',
    budget: [75_000, 71_300],
    judged: [
      [3, 3],
      [5, 4.5],
      [4, 4],
      [3.5, 3],
      [4, 3],
    ],
    verdict: 'scaleUp',
    title: 'Two cluster bodies on a falling share',
    problem: 'Cluster bodies depend on one grant and close when it ends.',
    hypothesis:
      'If the public share falls by known steps, then members begin to pay, because they see the end coming.',
    indicators: [
      {
        level: 'output',
        name: 'Bodies with a plan for their income',
        unit: 'number',
        baseline: 0,
        target: 2,
        actual: 2,
      },
      {
        level: 'result',
        name: 'Own income as a share of all income',
        unit: '%',
        baseline: 8,
        target: 20,
        actual: 17,
      },
      {
        level: 'learning',
        name: 'Rules of the next call changed',
        unit: 'rubric',
        baseline: null,
        target: null,
        actual: null,
        rubric: 4,
      },
    ],
    story: 'A member who had threatened to leave now sells the training of the cluster to others.',
    worked: 'Choosing one service that members had asked for.',
    didNotWork: 'The yearly budget law made the promise for three years impossible.',
    keyLesson: 'Begin with a service, not with a fee.',
  },
  {
    themeId: 'T5',
    criterionIds: ['5.4'],
    lead: '17',
    partners: ['15'],
    practice: 'crossing-days',
    design: 'D1',
    budget: [30_000, 34_500],
    judged: [
      [2, 1.5],
      [3, 2],
      [3, 3],
      [2, 1.5],
      [1, 1],
    ],
    verdict: 'lessonsOnly',
    title: 'Two days between car parts and software',
    problem: 'Clusters do not know each other.',
    hypothesis:
      'If mixed groups work on real tasks for two days, then joint projects follow, because people have met.',
    indicators: [
      { level: 'output', name: 'Groups', unit: 'number', baseline: 0, target: 10, actual: 7 },
      { level: 'result', name: 'Groups that went on', unit: 'number', baseline: 0, target: 4, actual: 1 },
    ],
    story: 'The one group that went on had found its customer before the two days.',
    worked: 'The tasks were real.',
    didNotWork: 'Owners did not come, and rights were unclear.',
    keyLesson: 'Sign the agreement on rights before, or do not begin.',
  },
  {
    themeId: 'T6',
    criterionIds: ['6.2'],
    lead: '13',
    partners: ['06', '19'],
    practice: 'promise-course',
    design: 'D2',
    budget: [54_000, 50_100],
    judged: [
      [4, 3.5],
      [4, 4],
      [3, 3],
      [4, 3],
      [3, 3],
    ],
    verdict: 'scaleUp',
    title: 'Eighteen promised posts',
    problem: 'Firms look for technicians while courses end without a post.',
    hypothesis:
      'If a place opens only with a promised post, then nearly all find work, because the firm has chosen.',
    indicators: [
      {
        level: 'output',
        name: 'Places with a promised post',
        unit: 'number',
        baseline: 0,
        target: 20,
        actual: 18,
      },
      { level: 'result', name: 'In work six months later', unit: '%', baseline: 46, target: 85, actual: 83 },
    ],
    story: 'One firm promised a post and took three.',
    worked: 'The school asked firms before it wrote the plan.',
    didNotWork: 'Young women were hardly reached.',
    keyLesson: 'The promise must be signed, or it is worth nothing.',
  },
];
