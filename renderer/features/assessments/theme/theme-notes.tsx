import { Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { themeNarrativeId } from '../../../../shared/domain/model/ids.ts';
import { textIn } from '../../../../shared/domain/model/text.ts';
import type { Slot, Theme } from '../../../../shared/framework/schema.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { narrativeChange } from '../data/changes.ts';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { withText } from '../data/texts.ts';
import { LocalizedTextarea } from '../fields/localized-textarea.tsx';
import classes from './theme.module.css';

/** The notes that go with the chosen slot, to write in while scoring; the others to read. */
export function ThemeNotes({ theme, slot }: { theme: Theme; slot: Slot }) {
  const { t, i18n } = useTranslation('assessments');
  const { bundle, current, framework, save, readOnly } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const notesId = (key: (typeof framework.perspectives)[number]['key']) =>
    themeNarrativeId(bundle.assessment.id, theme.id, key);
  const textOf = (source: typeof bundle, id: string) =>
    source.narratives.find((record) => record.id === id)?.fields.text ?? {};
  const own = framework.perspectives.find((perspective) => perspective.slot === slot);
  const { language } = bundle.assessment.fields;
  return (
    <Stack gap="md">
      {own && (
        <LocalizedTextarea
          key={own.key}
          fieldKey={notesId(own.key)}
          label={texts.of(own.name)}
          placeholder={texts.of(theme.questions[own.key])}
          text={textOf(bundle, notesId(own.key))}
          language={language}
          enoughCharacters={framework.parameters.completeness.narrativeMinCharacters}
          minRows={6}
          readOnly={readOnly}
          onSave={(tag, text) =>
            save([
              narrativeChange(bundle.assessment.id, theme.id, own.key, {
                text: withText(textOf(current(), notesId(own.key)), tag, text),
              }),
            ])
          }
        />
      )}
      {framework.perspectives
        .filter((perspective) => perspective !== own)
        .map((perspective) => (
          <div key={perspective.key}>
            <Link
              to="/assessments/$assessmentId/$themeId"
              params={{ assessmentId: bundle.assessment.id, themeId: theme.id }}
              search={{ place: perspective.key }}
              replace
              className={classes.noteLink}
            >
              {texts.of(perspective.name)}
            </Link>
            <Text size="sm" c="var(--text-muted)" lineClamp={4}>
              {textIn(textOf(bundle, notesId(perspective.key)), i18n.language, language) || t('notes.none')}
            </Text>
          </div>
        ))}
    </Stack>
  );
}
