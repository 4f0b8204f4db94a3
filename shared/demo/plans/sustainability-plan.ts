import { bullets, chapter, type DemoPlan, paragraph, templateTable } from './plan-shape.ts';

const key = 'sustainability-plan';

/** A plan that has only been begun. */
export function sustainabilityPlan(): DemoPlan {
  return {
    templateKey: key,
    language: 'en',
    title: 'Sustainability Plan',
    status: 'outline',
    chapters: [
      chapter(
        'what-lasts',
        'draft',
        '01',
        ['outputs'],
        [
          paragraph('Four results should be in use five years after the end of the project.'),
          templateTable(key, 'output', [
            [
              'Assessment framework',
              'Lead regional authority',
              'All partners',
              '4 000',
              'Free to use',
              '2019-12-31',
            ],
            [
              'Catalogue of good practices',
              'Regional business agency',
              'Partners, other regions',
              '6 000',
              'Free to share with source',
              '2019-12-31',
            ],
            ['Set of measures', 'Working groups', 'Ministries, regions', '0', 'Free to use', '2019-12-31'],
            [
              'Network of mentors',
              'National development centre',
              'Less experienced partners',
              '15 000',
              '-',
              '2017-12-31',
            ],
          ]),
        ],
      ),
      chapter(
        'ownership',
        'inReview',
        '01',
        ['holder', 'licence'],
        [
          paragraph(
            'Each organisation keeps its own assessments. The framework and the catalogue belong to all and may be used by anyone who names the source.',
          ),
        ],
      ),
      chapter(
        'anchoring',
        'draft',
        '04',
        ['bodies'],
        [
          bullets(
            'The yearly review becomes part of the work plan of each organisation.',
            'The network needs no new body; an agreement is enough.',
          ),
        ],
      ),
      chapter('upkeep', 'empty', '10', []),
      chapter(
        'finances',
        'draft',
        '05',
        ['cost'],
        [
          paragraph(
            'The yearly cost without a grant is about EUR 25 000. Fees of EUR 1 000 would cover it if all stay.',
          ),
        ],
      ),
      chapter(
        'continued-learning',
        'agreed',
        '06',
        ['round', 'exchanges', 'new-partners'],
        [
          paragraph(
            'One assessment round a year, two exchanges, and half a day of training for each new organisation.',
          ),
        ],
      ),
      chapter('communication', 'empty', null, []),
      chapter('indicators-risks', 'empty', '15', []),
      chapter('commitments', 'empty', '01', []),
    ],
    suggestions: [],
    approvals: [],
  };
}
