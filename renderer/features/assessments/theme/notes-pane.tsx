import { Fieldset, MultiSelect, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { themeNarrativeId } from '../../../../shared/domain/model/ids.ts';
import type { FieldsInput } from '../../../../shared/domain/model/schemas.ts';
import { initialFields } from '../../../../shared/domain/model/validation.ts';
import type { PerspectiveKey, Theme } from '../../../../shared/framework/schema.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { narrativeChange } from '../data/changes.ts';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { withText } from '../data/texts.ts';
import { usePartnerEvidence } from '../evidence/use-partner-evidence.ts';
import { AutosaveLines } from '../fields/autosave-inputs.tsx';
import { SavedCheckbox } from '../fields/chosen-inputs.tsx';
import { LocalizedTextarea } from '../fields/localized-textarea.tsx';

/** Notes on the theme from one perspective, with the methods used and what is missing. */
export function NotesPane({ theme, perspective: key }: { theme: Theme; perspective: PerspectiveKey }) {
  const { t } = useTranslation('assessments');
  const { bundle, current, framework, put, save, readOnly } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const evidence = usePartnerEvidence();
  const id = themeNarrativeId(bundle.assessment.id, theme.id, key);
  const notesOf = (source: typeof bundle) =>
    source.narratives.find((record) => record.id === id)?.fields ?? initialFields('themeNarrative');
  const notes = notesOf(bundle);
  const change = (patch: FieldsInput<'themeNarrative'>) =>
    narrativeChange(bundle.assessment.id, theme.id, key, patch);
  const perspective = framework.perspectives.find((candidate) => candidate.key === key);
  if (!perspective) return null;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="notes-name">
      <Stack gap="md">
        <div>
          <Title order={2} id="notes-name">
            {texts.of(perspective.name)}
          </Title>
          <Text size="sm" c="var(--text-muted)">
            {texts.of(perspective.help)}
          </Text>
        </div>
        <Questions theme={theme} perspective={key} />
        <LocalizedTextarea
          fieldKey={id}
          label={t('notes.text')}
          placeholder={t('notes.hint')}
          text={notes.text}
          language={bundle.assessment.fields.language}
          enoughCharacters={framework.parameters.completeness.narrativeMinCharacters}
          minRows={8}
          maxRows={30}
          readOnly={readOnly}
          onSave={(tag, text) => save([change({ text: withText(notesOf(current()).text, tag, text) })])}
        />
        <Fieldset legend={t('notes.methods')}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing={6}>
            {perspective.methods.map((method) => (
              <SavedCheckbox
                key={method.key}
                size="sm"
                label={texts.of(method.name)}
                checked={notes.methodsUsed.includes(method.key)}
                disabled={readOnly}
                onSave={(checked) => {
                  const others = notesOf(current()).methodsUsed.filter((used) => used !== method.key);
                  return save([change({ methodsUsed: checked ? [...others, method.key] : others })]);
                }}
              />
            ))}
          </SimpleGrid>
        </Fieldset>
        <AutosaveLines
          key={`${id}/missingData`}
          label={t('notes.missingData')}
          description={t('notes.missingDataHint')}
          value={notes.missingData}
          readOnly={readOnly}
          onSave={(missingData) => save([change({ missingData })])}
        />
        <MultiSelect
          label={t('notes.evidence')}
          description={t('notes.evidenceHint')}
          data={evidence.map(({ id: value, fields }) => ({ value, label: fields.title || t('untitled') }))}
          value={notes.evidenceIds}
          onChange={(evidenceIds) => put(change({ evidenceIds }))}
          readOnly={readOnly}
          searchable
          nothingFoundMessage={t('new.nothingFound')}
        />
      </Stack>
    </Paper>
  );
}

/** What to think of while writing: the general question and the theme's own. */
function Questions({ theme, perspective }: { theme: Theme; perspective: PerspectiveKey }) {
  const { framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const general = framework.perspectives.find(({ key }) => key === perspective);
  return (
    <Text component="ul" size="sm" m={0} ps="md">
      {general && <li>{texts.of(general.question)}</li>}
      <li>{texts.of(theme.questions[perspective])}</li>
    </Text>
  );
}
