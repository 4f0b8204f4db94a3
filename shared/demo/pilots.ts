import type { EntityRecord } from '../domain/model/schemas.ts';
import { evidenceId, partnerId, pilotId, practiceId, regionId } from './demo-ids.ts';
import { demoRecord } from './demo-record.ts';
import { demoPartners } from './partner-table.ts';
import { type PilotText, pilotTexts } from './texts/pilot-texts.ts';

const reasons = [
  'Compared with the cost of the practice at its origin.',
  'The gap stands among the first in the assessment of the lead.',
  'The lesson was discussed with the ministry and is on record.',
  'Preconditions are listed; one other partner wants to try.',
  'An owner is named; the money for next year is applied for.',
];
const evidenceOfLead: Readonly<Record<string, string>> = {
  '24': '24-survey',
  '14': '14-minutes',
  '18': 'sk02-statistic',
  '11': '11-survey',
  '17': '17-law',
  '13': '13-minutes',
};

/** Six pilots, one for each theme, with designs D1 to D3; one of them gives lessons only. */
export function demoPilots(): EntityRecord<'pilot'>[] {
  return pilotTexts.map((pilot) =>
    demoRecord('pilot', pilotId(pilot.themeId), null, {
      ...texts(pilot),
      ...judgements(pilot),
      themeId: pilot.themeId,
      criterionIds: [...pilot.criterionIds],
      leadPartnerId: partnerId(pilot.lead),
      partnerIds: pilot.partners.map(partnerId),
      regionIds: demoPartners.filter(({ number }) => number === pilot.lead).map(({ nuts }) => regionId(nuts)),
      originPracticeId: practiceId(pilot.practice),
      start: '2014-01-13',
      end: '2014-07-11',
      budgetPlannedEur: pilot.budget[0],
      budgetSpentEur: pilot.budget[1],
      staffDays: Math.round(pilot.budget[1] / 420),
      gateRelevance: { met: true, reason: { en: 'Names the instrument that it would change.' } },
      gateExchange: { met: true, reason: { en: 'Comes from a practice of another region.' } },
      gateAdditionality: {
        met: pilot.design !== 'D1',
        reason: { en: 'Would not have been tried without the partners.' },
      },
      design: pilot.design,
      verdict: pilot.verdict,
      status: 'evaluated',
      visibility: 'partnershipNamed',
    }),
  );
}

function texts(pilot: PilotText) {
  return {
    title: { en: pilot.title },
    problem: { en: pilot.problem },
    hypothesis: { en: pilot.hypothesis },
    policyInstrument: { en: 'The next call of the lead partner in this theme' },
    mechanism: { en: 'Transfer of a validated practice with a mentor from its origin' },
    targetGroup: { en: 'Small and medium firms in clusters' },
    activities: {
      en: 'Start meeting with the mentor, six months of trial, counting at start and end, closing meeting.',
    },
    indicators: pilot.indicators.map((indicator) => ({
      level: indicator.level,
      name: indicator.name,
      unit: indicator.unit,
      baseline: indicator.baseline,
      target: indicator.target,
      actual: indicator.actual,
      comparisonBefore: indicator.comparison?.[0] ?? null,
      comparisonAfter: indicator.comparison?.[1] ?? null,
      rubric: indicator.rubric ?? null,
    })),
    storyOfChange: { en: pilot.story },
    worked: [pilot.worked],
    didNotWork: [pilot.didNotWork],
    wouldChange: [pilot.keyLesson],
    keyLesson: { en: pilot.keyLesson },
  };
}

function judgements(pilot: PilotText) {
  const source = evidenceOfLead[pilot.lead];
  const [efficiency, relevance, learning, transferability, durability] = pilot.judged.map(
    ([self, outside], index) => ({
      self,
      outside,
      reason: { en: reasons[index] ?? '' },
      evidenceId: source === undefined ? null : evidenceId(source),
    }),
  );
  return { efficiency, relevance, learning, transferability, durability };
}
