import type { EntityRecord, FieldsInput } from '../domain/model/schemas.ts';
import { activityId, partnerId, practiceId, transferId } from './demo-ids.ts';
import { demoRecord } from './demo-record.ts';
import { demoPartners } from './partner-table.ts';

interface Activity {
  readonly key: string;
  readonly type: NonNullable<FieldsInput<'learningActivity'>['type']>;
  readonly themeId: string;
  readonly criterionIds: readonly string[];
  readonly giver: string;
  readonly receivers: readonly string[];
  readonly practice?: string;
  readonly status: 'proposed' | 'agreed' | 'done' | 'followedUp';
  readonly date: string;
  readonly place: string;
  readonly title: string;
  readonly objective: string;
  readonly results?: string;
  readonly satisfaction?: number;
}

const activities: readonly Activity[] = [
  {
    key: 'falling-share-visit',
    type: 'studyVisit',
    themeId: 'T4',
    criterionIds: ['4.1', '4.2'],
    giver: '12',
    receivers: ['15', '21', '24'],
    practice: 'falling-share',
    status: 'followedUp',
    date: '2013-06-12',
    place: 'Budapest',
    title: 'How support falls step by step',
    objective: 'See the rules, the register and two cluster bodies that live on their own income.',
    results: 'The three visitors took the list of twelve results home and shortened it to seven.',
    satisfaction: 5,
  },
  {
    key: 'guarantee-workshop',
    type: 'transferWorkshop',
    themeId: 'T4',
    criterionIds: ['4.3'],
    giver: '05',
    receivers: ['07', '08', '23'],
    practice: 'guarantee-line',
    status: 'done',
    date: '2014-03-20',
    place: 'Vienna',
    title: 'A guarantee line with two pages of rules',
    objective: 'Write a first version of the rules for three countries together with their banks.',
    results: 'Three drafts exist; two still need a body that may give guarantees.',
    satisfaction: 4,
  },
  {
    key: 'lab-matchmaking',
    type: 'matchmakingTalk',
    themeId: 'T1',
    criterionIds: ['1.4'],
    giver: '10',
    receivers: ['25'],
    practice: 'lab-booking',
    status: 'agreed',
    date: '2014-09-18',
    place: '',
    title: 'Two hours on laboratory prices',
    objective: 'Find out whether the price list and the insurance could be used as they are.',
  },
  {
    key: 'energy-exchange',
    type: 'staffExchange',
    themeId: 'T2',
    criterionIds: ['2.3'],
    giver: '06',
    receivers: ['14', '16'],
    practice: 'energy-club',
    status: 'agreed',
    date: '2014-10-06',
    place: 'St. Pölten',
    title: 'A month with the energy clubs',
    objective: 'Two advisers learn to run a club and bring the sheet of five figures home.',
  },
  {
    key: 'review-north',
    type: 'peerReview',
    themeId: 'T5',
    criterionIds: ['5.1', '5.2', '5.5'],
    giver: '03',
    receivers: ['09'],
    practice: 'cluster-map',
    status: 'done',
    date: '2014-05-14',
    place: 'Thessaloniki',
    title: 'Peer review of the priorities in the North',
    objective:
      'Answer two questions: which of the eleven priorities have firms behind them, and how to end one.',
    results: 'Peers from three countries advised to keep five priorities and to say openly why.',
    satisfaction: 4,
  },
  {
    key: 'manager-mentoring',
    type: 'mentoring',
    themeId: 'T3',
    criterionIds: ['3.4'],
    giver: '02',
    receivers: ['19'],
    status: 'proposed',
    date: '',
    place: '',
    title: 'A mentor for a new cluster manager',
    objective: 'One hour each month for a year, on the real work of the new manager.',
  },
  {
    key: 'skills-webinar',
    type: 'webinar',
    themeId: 'T6',
    criterionIds: ['6.1', '6.2'],
    giver: '06',
    receivers: ['08', '11', '18', '20', '25'],
    practice: 'promise-course',
    status: 'followedUp',
    date: '2013-11-07',
    place: '',
    title: 'A course only with a promised post',
    objective: 'Hear how the promise of firms works and what happens in a weak year.',
    results: 'Two partners asked for the text of the agreement between firms and school.',
    satisfaction: 4,
  },
  {
    key: 'finance-group',
    type: 'transferWorkshop',
    themeId: 'T4',
    criterionIds: ['4.1', '4.5'],
    giver: '03',
    receivers: ['14', '16', '17', '20', '22'],
    status: 'proposed',
    date: '',
    place: '',
    title: 'Group workshop on predictable calls',
    objective: 'One workshop for all who found no single giver with a free place.',
  },
];

/** Eight learning activities in all states, and the transfers that came out of them. */
export function demoLearning(): (EntityRecord<'learningActivity'> | EntityRecord<'transfer'>)[] {
  return [...activities.map(activityRecord), ...transfers()];
}

function activityRecord(activity: Activity): EntityRecord<'learningActivity'> {
  const held = activity.status === 'done' || activity.status === 'followedUp';
  return demoRecord('learningActivity', activityId(activity.key), null, {
    type: activity.type,
    title: { en: activity.title },
    themeId: activity.themeId,
    criterionIds: [...activity.criterionIds],
    giverPartnerId: partnerId(activity.giver),
    receiverPartnerIds: activity.receivers.map(partnerId),
    goodPracticeId: activity.practice === undefined ? null : practiceId(activity.practice),
    objective: { en: activity.objective },
    date: activity.date === '' ? null : activity.date,
    place: activity.place,
    online: activity.place === '' && activity.date !== '',
    agenda: held
      ? { en: 'Short welcome; the practice in the words of its users; a walk; own plans; to-do list.' }
      : {},
    participants: held
      ? [activity.giver, ...activity.receivers].map((number, index) => ({
          organisation: demoPartners.find((partner) => partner.number === number)?.label ?? number,
          count: index === 0 ? 4 : 2,
        }))
      : [],
    results: activity.results === undefined ? {} : { en: activity.results },
    toDo: held ? toDo(activity) : [],
    satisfaction: activity.satisfaction ?? null,
    followUp6Months: activity.status === 'followedUp' ? followUp(activity.date) : null,
    status: activity.status,
    visibility: 'partnershipNamed',
  });
}

function toDo({ receivers, status }: Activity) {
  return receivers.slice(0, 3).map((number, index) => ({
    step:
      index === 0
        ? 'Write down what fits and what does not, on one page'
        : 'Talk with the ministry about the rule',
    ownerPartnerId: partnerId(number),
    due: '2014-09-30',
    done: status === 'followedUp' || index === 0,
  }));
}

function followUp(date: string) {
  return {
    date: date.replace(/^(\d+)-06/, '$1-12').replace('2013-11', '2014-05'),
    policyChange: 'planned' as const,
    description: { en: 'The shortened list is part of the draft for the next call.' },
  };
}

function transfers(): EntityRecord<'transfer'>[] {
  const transfer = (key: string, giver: string, fields: FieldsInput<'transfer'>) =>
    demoRecord('transfer', transferId(key), null, { giverPartnerId: partnerId(giver), ...fields });
  return [
    transfer('falling-share-24', '12', {
      goodPracticeId: practiceId('falling-share'),
      receiverPartnerId: partnerId('24'),
      themeId: 'T4',
      stage: 'pilot',
      elementsTaken: ['Steps of the public share', 'Seven of the twelve results'],
      adaptation: { en: 'Steps are smaller, because members begin from no fee at all.' },
      preconditionsChecked: [
        { text: 'Budget over several years', met: false },
        { text: 'Payment by results is allowed', met: true },
      ],
    }),
    transfer('guarantee-23', '05', {
      goodPracticeId: practiceId('guarantee-line'),
      receiverPartnerId: partnerId('23'),
      themeId: 'T4',
      stage: 'study',
      elementsTaken: ['One page on the idea, written by the cluster office'],
    }),
    transfer('lab-booking-25', '10', {
      goodPracticeId: practiceId('lab-booking'),
      receiverPartnerId: partnerId('25'),
      themeId: 'T1',
      stage: 'interest',
    }),
    transfer('return-grant-18', '22', {
      goodPracticeId: practiceId('return-grant'),
      receiverPartnerId: partnerId('18'),
      themeId: 'T6',
      stage: 'dropped',
      reason: { en: 'The lesson was heard: the planned grant will not be made.' },
    }),
  ];
}
