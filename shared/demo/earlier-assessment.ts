import { criterionEntryId, evidenceLinkId, themeNarrativeId } from '../domain/model/ids.ts';
import { migrateAssessment } from '../domain/migration/migrate-assessment.ts';
import type { Framework } from '../framework/schema.ts';
import { bundleOf } from './demo-bundles.ts';
import { evidenceId, partnerId, regionId } from './demo-ids.ts';
import { demoRecord, type DemoRecord } from './demo-record.ts';
import { filled } from './fill-text.ts';
import { demoPartners } from './partner-table.ts';
import { justifications } from './texts/justifications.ts';
import { narratives } from './texts/narratives.ts';

const number = '03';
const oldId = 'demo-assessment-03-2012';
const newId = 'demo-assessment-03-2012-carried-over';

/**
 * An assessment of 2012 under the older framework, and the draft that carries it over to the newer
 * one. Both lie before the reference date, so the assessments of 2014 stay the ones that count.
 */
export function demoEarlierAssessment(framework: Framework, frameworkOld: Framework): DemoRecord[] {
  const old = oldAssessment(frameworkOld);
  const migrated = migrateAssessment(bundleOf(old, oldId), newId, frameworkOld, framework);
  if (!migrated) throw new RangeError(`no map from ${frameworkOld.version} to ${framework.version}`);
  const { assessment, entries, narratives: notes, evidenceLinks } = migrated;
  const title = `${assessment.fields.title} (carried over)`;
  return [
    ...old,
    { ...assessment, fields: { ...assessment.fields, title } },
    ...entries,
    ...notes,
    ...evidenceLinks,
  ];
}

function oldAssessment(frameworkOld: Framework): DemoRecord[] {
  const partner = demoPartners.find((candidate) => candidate.number === number);
  if (!partner) throw new RangeError(`no partner ${number}`);
  const head = demoRecord('assessment', oldId, partnerId(number), {
    title: `${partner.label}: cluster policy 2012`,
    partnerId: partnerId(number),
    regionId: regionId(partner.nuts),
    frameworkVersion: frameworkOld.version,
    referenceDate: '2012-06-30',
    pastYear: 2007,
    targetYear: 2020,
    scopeNote: { en: 'First round, made with the older framework.' },
    status: 'frozen',
    language: 'it',
    visibility: 'partnershipNamed',
  });
  const parts = frameworkOld.themes.flatMap((theme, themeIndex) => {
    const level = Math.max(1, (partner.levels[themeIndex] ?? 3) - 1);
    const entries = theme.criteria.flatMap((criterion, position): DemoRecord[] => {
      const present = Math.max(0, Math.min(5, level + ([0, 1, -1, 0, 0][position] ?? 0)));
      const id = criterionEntryId(oldId, criterion.id);
      const source = evidenceId('it-law');
      const [low = '', middle = '', high = ''] = justifications[criterion.id] ?? [];
      const text = present <= 1 ? low : present <= 3 ? middle : high;
      const entry = demoRecord('criterionEntry', id, oldId, {
        criterionId: criterion.id,
        past: Math.max(0, present - 1),
        present,
        desired: Math.min(5, present + 1),
        justification: text === '' ? {} : { en: filled(text, partner, position) },
        importance: 2,
        feasibility: 2,
        scoredUnderVersion: frameworkOld.version,
      });
      if (position > 0) return [entry];
      const link = { evidenceId: source, entryId: id, slot: 'present' as const, page: 'p. 2' };
      return [entry, demoRecord('evidenceLink', evidenceLinkId(source, id, 'present'), oldId, link)];
    });
    const [, strong = ''] = narratives[theme.id]?.present ?? [];
    const note = demoRecord('themeNarrative', themeNarrativeId(oldId, theme.id, 'present'), oldId, {
      themeId: theme.id,
      perspective: 'present',
      text: { en: filled(strong, partner, themeIndex) },
      methodsUsed: ['policy_review'],
    });
    return [...entries, note];
  });
  return [head, ...parts];
}
