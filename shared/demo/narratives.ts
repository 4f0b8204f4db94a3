import type { Framework, PerspectiveKey } from '../framework/schema.ts';
import type { EntityRecord } from '../domain/model/schemas.ts';
import { themeNarrativeId } from '../domain/model/ids.ts';
import { assessmentLayouts } from './assessment-layout.ts';
import { filled } from './fill-text.ts';
import { evidenceId } from './demo-ids.ts';
import { demoRecord } from './demo-record.ts';
import type { DemoPartner } from './partner-table.ts';
import { localTexts } from './texts/local-texts.ts';
import { narratives } from './texts/narratives.ts';

/** The notes per theme and perspective; weaker partners have not written all of them. */
export function demoNarratives(
  partner: DemoPartner,
  assessmentId: string,
  framework: Framework,
): EntityRecord<'themeNarrative'>[] {
  return framework.themes.flatMap((theme, themeIndex) =>
    framework.perspectives.flatMap(({ key, methods }, perspectiveIndex) => {
      const local = localTexts[`${partner.number}/${theme.id}/${key}`];
      if (!local && !writes(partner, themeIndex, key)) return [];
      const level = partner.levels[themeIndex] ?? 3;
      const [weak = '', strong = ''] = narratives[theme.id]?.[key] ?? [];
      const english = filled(level <= 2 ? weak : strong, partner, themeIndex + perspectiveIndex);
      const turn = Number(partner.number) + themeIndex;
      const source = assessmentLayouts.get(partner.number)?.evidence[0]?.[0];
      return [
        demoRecord('themeNarrative', themeNarrativeId(assessmentId, theme.id, key), assessmentId, {
          themeId: theme.id,
          perspective: key,
          text: local ? { [local.language]: local.text } : { en: english },
          sourceLanguage: local?.language ?? 'en',
          methodsUsed: methods.filter((_, index) => (index + turn) % 3 === 0).map((method) => method.key),
          evidenceIds: key === 'present' && source ? [evidenceId(source)] : [],
          missingData: missingData(partner, theme.id, key),
        }),
      ];
    }),
  );
}

function writes(partner: DemoPartner, themeIndex: number, perspective: PerspectiveKey): boolean {
  if (partner.confidence >= 0.5) return true;
  if (partner.confidence >= 0.4) return perspective !== 'parallel' || themeIndex % 2 === 0;
  return perspective === 'present' || (perspective === 'future' && themeIndex < 4);
}

function missingData(partner: DemoPartner, themeId: string, perspective: PerspectiveKey): string[] {
  if (perspective !== 'present') return [];
  const weak = partner.confidence < 0.45;
  const found: Readonly<Record<string, string>> = {
    T2: 'Energy and waste figures of member firms',
    T4: 'Own income of the cluster bodies since the past year',
    T6: 'Placement of people after training',
  };
  const item = found[themeId];
  return weak && item ? [item] : [];
}
