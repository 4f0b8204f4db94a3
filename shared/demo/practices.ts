import type { Framework } from '../framework/schema.ts';
import type { EntityRecord, FieldsOf } from '../domain/model/schemas.ts';
import { evidenceId, partnerId, practiceId, regionId } from './demo-ids.ts';
import { demoRecord } from './demo-record.ts';
import { demoPartners, type DemoPartner } from './partner-table.ts';
import { type PracticeText, practiceTexts } from './texts/practice-texts.ts';

/** Level from which a partner of the demo offers its practice in a theme (framework (g): "Offer = 1 where T >= 4"). */
const offerFromLevel = 4;

/** The good practices as records. */
export function demoPractices(framework: Framework): EntityRecord<'goodPractice'>[] {
  return practiceTexts.map((text) => {
    const owner = partnerOf(text.owner);
    const first = practiceTexts.find(({ themeId }) => themeId === text.themeId) === text;
    const joining = first
      ? strongPartners(text.themeId, framework).filter(({ number }) => number !== owner.number)
      : [];
    return demoRecord('goodPractice', practiceId(text.key), null, {
      ...texts(text),
      themeId: text.themeId,
      criterionIds: [...text.criterionIds],
      perspective: text.to === 'ongoing' ? 'present' : 'past',
      regionId: regionId(owner.nuts),
      level: owner.type === 'A1' || owner.type === 'D' ? 'regional' : 'national',
      ownerPartnerId: partnerId(owner.number),
      ownerConsent: text.stage !== 'submitted',
      practisedByPartnerIds: joining.map(({ number }) => partnerId(number)),
      offers: text.outcome === 'failure' ? ['call'] : ['hostVisit', 'call', 'documents'],
      offerOpen: text.stage === 'published' && text.outcome !== 'failure',
      offerLanguages: [...owner.languages],
      offerCapacity: 3,
      outcome: text.outcome,
      validation: validationOf(text, owner),
      licence: 'Free to share with source',
      visibility: text.stage === 'published' ? 'public' : 'workingGroup',
    });
  });
}

function texts(text: PracticeText) {
  const [indicator, before, after, evidence] = text.success;
  return {
    title: { en: text.title },
    summary: { en: text.summary },
    problem: { en: text.problem },
    activities: { en: text.activities },
    from: text.from,
    to: text.to,
    resources: { en: text.resources },
    budgetEur: text.budgetEur,
    staffFullTime: text.staff,
    success: [{ indicator, before, after, source: '', evidenceId: evidenceId(evidence) }],
    difficulties: { en: text.difficulties },
    successFactors: [...text.factors],
    preconditions: { en: text.preconditions },
    transferPotential: { en: text.transfer },
  };
}

function strongPartners(themeId: string, framework: Framework): DemoPartner[] {
  const index = framework.themes.findIndex(({ id }) => id === themeId);
  return demoPartners.filter(({ levels }) => (levels[index] ?? 0) >= offerFromLevel);
}

function partnerOf(number: string): DemoPartner {
  const found = demoPartners.find((partner) => partner.number === number);
  if (!found) throw new RangeError(`no partner ${number}`);
  return found;
}

type Validation = FieldsOf<'goodPractice'>['validation'];

function validationOf(text: PracticeText, owner: DemoPartner): Validation {
  const peer = demoPartners.find(({ country, number }) => country !== owner.country && number > owner.number);
  const step = (
    name: Validation[number]['step'],
    number: string,
    date: string,
    more: Partial<Validation[number]> = {},
  ): Validation[number] => ({
    step: name,
    partnerId: partnerId(number),
    date,
    evidence: null,
    transferability: null,
    remark: '',
    ...more,
  });
  const steps: Validation = [
    step('submitted', owner.number, '2013-10-08'),
    step('groupLeaderAccepted', '10', '2013-11-19', { remark: 'Complete, clear, with sources.' }),
    step('peerAccepted', peer?.number ?? '01', '2014-01-22', { evidence: 2, transferability: 3 }),
    step('published', '01', '2014-02-03'),
  ];
  if (text.stage === 'returned') {
    const remark = 'Please say who owns the ideas that come out, and give a number for the time before.';
    return [...steps.slice(0, 1), step('returned', '10', '2013-12-02', { remark })];
  }
  return steps.slice(0, steps.findIndex(({ step: name }) => name === text.stage) + 1);
}
