import { Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { perspectives } from '../../../../shared/domain/model/parts.ts';
import { textIn } from '../../../../shared/domain/model/text.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import classes from './snapshots.module.css';

/** The scope note and what was written per theme and perspective. */
export function SharedNotes() {
  const { t } = useTranslation(['snapshots', 'assessments']);
  const { bundle, framework } = useAssessment();
  const formats = useFormats();
  const texts = useFrameworkTexts(framework);
  const { scopeNote, language } = bundle.assessment.fields;
  const scope = textIn(scopeNote, formats.language, language);
  const placeOf = ({ fields }: (typeof bundle.narratives)[number]) =>
    framework.themes.findIndex(({ id }) => id === fields.themeId) * perspectives.length +
    perspectives.indexOf(fields.perspective);
  const notes = bundle.narratives
    .toSorted((left, right) => placeOf(left) - placeOf(right))
    .map(({ id, fields }) => ({
      id,
      head: `${fields.themeId} ${texts.themeShort(fields.themeId)} · ${texts.perspective(fields.perspective)}`,
      text: textIn(fields.text, formats.language, fields.sourceLanguage),
    }))
    .filter(({ text }) => text !== '');
  if (scope === '' && notes.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('snapshots:view.notes')}>
      <Title order={2} mb="xs">
        {t('snapshots:view.notes')}
      </Title>
      <Stack gap="sm">
        {scope && <Note head={t('assessments:field.scopeNote')} text={scope} />}
        {notes.map(({ id, head, text }) => (
          <Note key={id} head={head} text={text} />
        ))}
      </Stack>
    </Paper>
  );
}

function Note({ head, text }: { head: string; text: string }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {head}
      </Text>
      <Text size="sm" className={classes.texts}>
        {text}
      </Text>
    </div>
  );
}

/** The sources by name. */
export function SharedEvidence() {
  const { t } = useTranslation('snapshots');
  const { bundle, framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  if (bundle.evidenceItems.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('view.evidence')}>
      <Title order={2} mb="xs">
        {t('view.evidence')}
      </Title>
      <Stack gap={6}>
        {bundle.evidenceItems.map(({ id, fields }) => (
          <Text key={id} size="sm" className={classes.texts}>
            {[fields.title, texts.evidenceKind(fields.kind), fields.publisher, fields.year, fields.url]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}
