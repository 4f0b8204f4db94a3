import { partnerId } from '../demo-ids.ts';
import { bullets, chapter, type DemoPlan, heading, paragraph, templateTable } from './plan-shape.ts';

const key = 'see-initiative';

/** A plan in consultation: outside bodies have answered, one suggestion is open. */
export function seeInitiative(): DemoPlan {
  return {
    templateKey: key,
    language: 'en',
    title: 'SEE-level Initiative',
    status: 'consultation',
    chapters: [...guidelines(), ...agreement()],
    suggestions: [
      {
        chapterKey: 'members',
        authorPartnerId: partnerId('24'),
        at: '2014-06-27T14:05:00Z',
        replaces: 'The chair changes every year',
        by: 'The chair changes every two years',
        reason: 'One year is too short for a university to prepare its turn.',
      },
    ],
    approvals: [
      { partnerId: partnerId('01'), decision: 'yes', date: '2014-06-20', remark: '' },
      { partnerId: partnerId('06'), decision: 'yes', date: '2014-06-23', remark: '' },
      {
        partnerId: partnerId('13'),
        decision: 'yesWithRemarks',
        date: '2014-06-25',
        remark: 'Costs of the secretariat should be capped.',
      },
      { partnerId: partnerId('20'), decision: 'pending', date: null, remark: '' },
      { partnerId: partnerId('23'), decision: 'pending', date: null, remark: '' },
    ],
  };
}

function guidelines() {
  return [
    chapter(
      'call',
      'agreed',
      '01',
      ['one-page', 'challenges', 'aims'],
      [
        paragraph(
          'Clusters in South East Europe are small, and many depend on one grant. What works in one country is unknown in the next.',
        ),
        paragraph(
          'With this initiative we agree to learn from each other in a regular way, and to help those who have just begun.',
        ),
      ],
    ),
    chapter(
      'principles',
      'agreed',
      '01',
      ['openness', 'mutual-help', 'competences'],
      [
        bullets(
          'Open: anyone with a task in cluster policy may join.',
          'Evidence before opinion: what is not known stays empty.',
          'Those with experience help those with less.',
          'Nobody decides for another level of government.',
        ),
      ],
    ),
    chapter(
      'guidelines',
      'inReview',
      '15',
      ['number', 'proof'],
      [
        heading('Finance'),
        bullets(
          'Announce calls a year ahead and keep the date.',
          'Let the public share fall by known steps.',
          'Use two pages of rules for small loans.',
        ),
        heading('Skills'),
        bullets(
          'Open courses with promised posts.',
          'Count placement after six months.',
          'Ask those who left before paying for their return.',
        ),
      ],
    ),
  ];
}

function agreement() {
  return [
    chapter(
      'instruments',
      'draft',
      '12',
      ['instruments'],
      [
        paragraph(
          'Three instruments can begin at once: a pool of mentors, a common list of results, and a yearly meeting on failures.',
        ),
      ],
    ),
    chapter(
      'members',
      'inReview',
      '01',
      ['joining', 'secretariat'],
      [
        paragraph(
          'Any body with a task in cluster policy may join by a letter. The chair changes every year, the secretariat stays for two years.',
        ),
        templateTable(key, 'governance', [
          [
            'Assembly',
            'All members',
            'Agrees on the yearly plan',
            'once a year',
            'Two thirds of those present',
          ],
          ['Secretariat', 'One member', 'Prepares and keeps the records', 'always', '-'],
        ]),
      ],
    ),
    chapter(
      'roadmap',
      'draft',
      '01',
      ['months'],
      [
        paragraph(
          'Month 1-6: letters of members. Month 7-12: first round of mentors. Month 13-24: second round and review.',
        ),
      ],
    ),
    chapter('resources', 'empty', '05', []),
    chapter(
      'monitoring',
      'draft',
      '15',
      ['indicators'],
      [
        paragraph(
          'We count learning activities done, instruments changed after learning, and transfers adopted. A member may leave at the end of each year.',
        ),
      ],
    ),
    chapter(
      'agreement',
      'draft',
      '01',
      ['clauses'],
      [
        {
          type: 'orderedList',
          items: [
            'Purpose: mutual learning in cluster policy.',
            'Tasks: one assessment a year, one exchange a year.',
            'Duration: five years, with a review after two.',
            'Costs: each member bears its own.',
            'Data: each member decides what it shows.',
          ],
        },
      ],
    ),
    chapter(
      'consultation',
      'draft',
      '01',
      [],
      [
        templateTable(key, 'consultation', [
          ['Cap the cost of the secretariat', 'Business network association', 'Accepted: EUR 12 000 a year'],
          ['Let cities join', 'An association of cities', 'Open: to be discussed in September'],
        ]),
      ],
    ),
  ];
}
