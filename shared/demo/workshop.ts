import { criterionEntryId, individualScoreId } from '../domain/model/ids.ts';
import { assessmentId, evidenceId, partnerId, workshopId } from './demo-ids.ts';
import { demoRecord, type DemoRecord } from './demo-record.ts';

const assessment = assessmentId('11');
const open = criterionEntryId(assessment, '4.2');
const settled = criterionEntryId(assessment, '4.3');

const answers: readonly [entryId: string, alias: string, value: number, note: string][] = [
  [open, 'Assessor A', 1, 'Fees exist on paper; hardly anybody pays.'],
  [open, 'Assessor B', 3, 'With the services we do reach a quarter.'],
  [open, 'Assessor C', 4, 'Two of the clusters earn half of their income.'],
  [open, 'Assessor D', 3, ''],
  [settled, 'Assessor A', 0, 'There is no tool that a cluster could use.'],
  [settled, 'Assessor B', 2, 'The information desk counts for something.'],
  [settled, 'Assessor C', 1, ''],
  [settled, 'Assessor D', 1, ''],
];

/** One consensus workshop: one wide range of scores is still open, one was talked about and settled. */
export function demoWorkshop(): DemoRecord[] {
  return [
    demoRecord('workshop', workshopId, null, {
      title: { en: 'Finance theme: agreeing on the scores', hr: 'Tema financiranja: usuglašavanje ocjena' },
      purpose: 'assessmentConsensus',
      assessmentId: assessment,
      themeId: 'T4',
      date: '2014-06-11',
      place: 'County hall',
      agenda: {
        en: 'Scores of everyone on the wall; the two widest ranges first; reasons before numbers; agreed values; open points.',
      },
      presentPartnerIds: ['11', '12', '21'].map(partnerId),
      decisions: [
        'Criterion 4.3: the information desk is counted, the agreed score is 1.',
        'Criterion 4.2: figures on fees are asked from all three clusters before a score is agreed.',
      ],
      scoresAgreed: [{ entryId: settled, slot: 'present', value: 1 }],
      minutes: {
        en: 'The range for own income was three levels. The reason is that two clusters were meant by some and three by others.',
      },
      evidenceId: evidenceId('11-survey'),
      visibility: 'ownOrganisation',
    }),
    ...answers.map(([entryId, alias, value, note]) =>
      demoRecord(
        'individualScore',
        individualScoreId(entryId, alias.toLowerCase().replace(' ', '-'), 'present'),
        assessment,
        {
          entryId,
          slot: 'present',
          assessorAlias: alias,
          value,
          note,
        },
      ),
    ),
  ];
}

/** Entries whose wide range of individual scores the workshop has talked about. */
export const discussedEntryIds: ReadonlySet<string> = new Set([settled]);
