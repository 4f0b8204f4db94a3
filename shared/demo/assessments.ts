import type { Framework, Theme } from '../framework/schema.ts';
import type { EntityRecord } from '../domain/model/schemas.ts';
import { roundHalfUp } from '../domain/figures/numbers.ts';
import { criterionEntryId, evidenceLinkId, individualScoreId } from '../domain/model/ids.ts';
import { assessmentLayouts, type AssessmentLayout } from './assessment-layout.ts';
import { assessmentId, evidenceId, partnerId, regionId } from './demo-ids.ts';
import { demoRecord, type DemoRecord } from './demo-record.ts';
import { filled } from './fill-text.ts';
import { demoNarratives } from './narratives.ts';
import { type DemoPartner, demoPartners, sectorNames } from './partner-table.ts';
import { justifications } from './texts/justifications.ts';
import { localTexts } from './texts/local-texts.ts';
import { discussedEntryIds } from './workshop.ts';

export const referenceDate = '2014-06-30';
export const pastYear = 2009;
export const targetYear = 2020;

/** How a theme's criteria differ from the theme's level, in their order. */
const offsets = [0, 1, -1, 0, 0];
/** A research institute has no say in how levels of government work together. */
const notApplicable = {
  partner: '15',
  criterionId: '7.1',
  reason: 'A research institute has no part in how region and state coordinate; it only observes it.',
};
/** A theme where most of the data is still missing. */
const unanswered = { partner: '19', criterionIds: ['7.1', '7.3'] };

/** One assessment with all its parts for every partner (framework (g)). */
export function demoAssessments(framework: Framework): DemoRecord[] {
  return demoPartners.flatMap((partner, index) => assessmentOf(partner, index, framework));
}

function assessmentOf(partner: DemoPartner, index: number, framework: Framework): DemoRecord[] {
  const id = assessmentId(partner.number);
  const layout = assessmentLayouts.get(partner.number);
  if (!layout) throw new RangeError(`no layout for partner ${partner.number}`);
  return [
    demoRecord('assessment', id, partnerId(partner.number), {
      title: `${partner.label}: cluster policy 2014`,
      partnerId: partnerId(partner.number),
      regionId: regionId(partner.nuts),
      frameworkVersion: framework.version,
      referenceDate,
      pastYear,
      targetYear,
      scopeNote: {
        en: `Cluster policy as seen by the ${partner.label.toLowerCase()}, mainly ${sectorText(partner)}.`,
      },
      status: statusOf(partner.confidence),
      team: [
        { role: 'Policy officer', organisation: partner.label },
        { role: 'Cluster manager', organisation: 'Cluster bodies of the area' },
      ],
      language: partner.languages[0] ?? 'en',
      visibility: 'partnershipNamed',
    }),
    ...framework.themes.flatMap((theme, themeIndex) =>
      themeRecords({ partner, partnerIndex: index, theme, themeIndex, layout, framework, id }),
    ),
    ...demoNarratives(partner, id, framework),
  ];
}

function statusOf(confidence: number): 'draft' | 'teamAgreed' | 'peerReviewed' | 'frozen' {
  if (confidence >= 0.7) return 'frozen';
  if (confidence >= 0.55) return 'peerReviewed';
  return confidence >= 0.45 ? 'teamAgreed' : 'draft';
}

interface ThemePlace {
  readonly partner: DemoPartner;
  readonly partnerIndex: number;
  readonly theme: Theme;
  readonly themeIndex: number;
  readonly layout: AssessmentLayout;
  readonly framework: Framework;
  readonly id: string;
}

/** Level of a theme: from the table, for the horizontal theme the rounded mean of the others. */
export function themeLevel(partner: DemoPartner, theme: Theme, themeIndex: number): number {
  if (!theme.horizontal) return partner.levels[themeIndex] ?? 0;
  return roundHalfUp(partner.levels.reduce((total, level) => total + level, 0) / partner.levels.length, 0);
}

function themeRecords(place: ThemePlace): DemoRecord[] {
  const { partner, theme } = place;
  const records: DemoRecord[] = [];
  let scored = 0;
  for (const [position, criterion] of theme.criteria.entries()) {
    const applies = !(partner.number === notApplicable.partner && criterion.id === notApplicable.criterionId);
    const known = !(partner.number === unanswered.partner && unanswered.criterionIds.includes(criterion.id));
    if (!applies || !known) {
      records.push(emptyEntry(place, criterion.id, applies));
      continue;
    }
    records.push(...criterionRecords(place, criterion.id, position, scored));
    scored += 1;
  }
  return records;
}

function emptyEntry({ id, framework }: ThemePlace, criterionId: string, applies: boolean): DemoRecord {
  return demoRecord('criterionEntry', criterionEntryId(id, criterionId), id, {
    criterionId,
    notApplicable: !applies,
    notApplicableReason: applies ? {} : { en: notApplicable.reason },
    importance: 2,
    feasibility: 2,
    scoredUnderVersion: framework.version,
  });
}

/** `position` is the criterion's place in the theme, `scored` its place among the scored ones. */
function criterionRecords(
  place: ThemePlace,
  criterionId: string,
  position: number,
  scored: number,
): DemoRecord[] {
  const { partner, theme, themeIndex, layout, id, framework } = place;
  const { min, max } = framework.scale;
  const level = themeLevel(partner, theme, themeIndex);
  const present = Math.min(max, Math.max(min, level + (offsets[position] ?? 0)));
  const entryId = criterionEntryId(id, criterionId);
  const reviewed = reviewOf(place, scored);
  const keys = theme.horizontal
    ? (layout.horizontalEvidence[scored] ?? [])
    : (layout.evidence[(position + themeIndex) % layout.evidence.length] ?? []);
  const text = justificationOf(place, criterionId, position, present);
  return [
    demoRecord('criterionEntry', entryId, id, {
      criterionId,
      past: position % 2 === 0 ? Math.max(min, present - 1) : present,
      present,
      desired: Math.min(max, present + (level <= 2 ? 2 : 1)),
      justification: text ? { [text.language]: text.text } : {},
      sourceLanguage: text?.language ?? 'en',
      importance: 2,
      feasibility: 2,
      peerScore: reviewed === 'outside' ? peerScore(place, present, scored) : null,
      disagreementDiscussed: discussedEntryIds.has(entryId),
      scoredUnderVersion: framework.version,
    }),
    ...keys.map((key) => evidenceLink(id, entryId, key, 'present', position)),
    ...pastEvidence(keys, position).map((key) => evidenceLink(id, entryId, key, 'past', position)),
    ...(reviewed === 'team' ? teamScores(id, entryId, present, max) : []),
  ];
}

/** Which of a theme's criteria were reviewed: outside reviewers first, at most one by the team alone. */
function reviewOf(place: ThemePlace, scored: number): 'outside' | 'team' | 'single' {
  const { theme, themeIndex, layout, partner } = place;
  const units = theme.horizontal ? layout.horizontalReviewUnits : layout.reviewUnits;
  const outside = Math.floor(units / 2);
  const answered = scoredCriteria(partner, theme);
  // The reviewed criteria start at another place in each theme.
  const turn = (scored + answered - (themeIndex % answered)) % answered;
  if (turn < outside) return 'outside';
  return turn === outside && units % 2 === 1 ? 'team' : 'single';
}

function scoredCriteria(partner: DemoPartner, theme: Theme): number {
  const left = theme.criteria.filter(
    ({ id }) =>
      (partner.number === notApplicable.partner && id === notApplicable.criterionId) ||
      (partner.number === unanswered.partner && unanswered.criterionIds.includes(id)),
  );
  return theme.criteria.length - left.length;
}

/** The reviewer comes from another country and lies within one level. */
function peerScore({ partner, partnerIndex }: ThemePlace, present: number, scored: number) {
  const count = demoPartners.length;
  const abroad = Array.from({ length: count }, (_, step) => demoPartners[(partnerIndex + 5 + step) % count])
    .flatMap((other) => other ?? [])
    .find((other) => other.country !== partner.country);
  const value = scored % 2 === 0 ? present : Math.max(0, present - 0.5);
  return {
    partnerId: abroad ? partnerId(abroad.number) : null,
    value,
    note: {
      en: value === present ? 'We would score the same.' : 'A little lower: the results are still fresh.',
    },
  };
}

function teamScores(id: string, entryId: string, present: number, max: number): DemoRecord[] {
  const other = present < max ? present + 1 : present - 1;
  return [present, present, other].map((value, index) =>
    demoRecord('individualScore', individualScoreId(entryId, `assessor-${index + 1}`, 'present'), id, {
      entryId,
      slot: 'present',
      assessorAlias: `Assessor ${index + 1}`,
      value,
    }),
  );
}

function evidenceLink(
  id: string,
  entryId: string,
  key: string,
  slot: 'past' | 'present',
  position: number,
): EntityRecord<'evidenceLink'> {
  const evidence = evidenceId(key);
  return demoRecord('evidenceLink', evidenceLinkId(evidence, entryId, slot), id, {
    evidenceId: evidence,
    entryId,
    slot,
    page: `p. ${4 + position * 7}`,
  });
}

/** Laws and evaluations of earlier years also speak of the past, at the first criterion of a theme. */
function pastEvidence(keys: readonly string[], position: number): string[] {
  return position === 0 ? keys.filter((key) => key.endsWith('law') || key.endsWith('evaluation')) : [];
}

/** Teams that are sure of their scores wrote a reason for each; others left some out. */
function justificationOf(
  { partner, theme, themeIndex }: ThemePlace,
  criterionId: string,
  position: number,
  present: number,
): { language: string; text: string } | undefined {
  const local = localTexts[`${partner.number}/${criterionId}`];
  if (local) return local;
  const written = partner.confidence >= 0.6 ? 5 : 3 + ((themeIndex + partner.levels.length) % 2);
  if (position >= written && !theme.horizontal) return undefined;
  const [low, middle, high] = justifications[criterionId] ?? ['', '', ''];
  const text = present <= 1 ? low : present <= 3 ? middle : high;
  return { language: 'en', text: filled(text, partner, themeIndex + position) };
}

function sectorText(partner: DemoPartner): string {
  const names = partner.sectors.map((code) => sectorNames[code] ?? code);
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');
}
