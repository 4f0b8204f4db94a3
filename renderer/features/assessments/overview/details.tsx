import { Paper, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FieldsInput, FieldsOf } from '../../../../shared/domain/model/schemas.ts';
import { textIn } from '../../../../shared/domain/model/text.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { filterByText } from '../../../ui/filter-by-text.ts';
import { foldText } from '../../../../shared/kernel/text-folding.ts';
import { assessmentChange } from '../data/changes.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { contentLanguages, useLanguageNames } from '../data/language-names.ts';
import { translationPatch } from '../data/texts.ts';
import { AutosaveText, YearInput } from '../fields/autosave-inputs.tsx';
import { SavedDate } from '../fields/chosen-inputs.tsx';
import { LocalizedTextarea } from '../fields/localized-textarea.tsx';
import { TeamEditor } from './team-editor.tsx';

/** The facts of the assessment; everything saves itself. */
export function Details() {
  const { t } = useTranslation('assessments');
  const { bundle, current, put, save, readOnly } = useAssessment();
  const { id, fields } = bundle.assessment;
  const set = (patch: FieldsInput<'assessment'>) => assessmentChange(id, fields.partnerId, patch);
  return (
    <Paper withBorder p="lg" maw={880}>
      <Stack gap="md">
        <AutosaveText
          key={`${id}/title`}
          label={t('field.title')}
          value={fields.title}
          maxLength={200}
          readOnly={readOnly}
          onSave={(title) => save([set({ title })])}
        />
        <PartnerAndRegion />
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          <YearInput
            label={t('field.pastYear')}
            value={fields.pastYear}
            readOnly={readOnly}
            onSave={(pastYear) => put(set({ pastYear }))}
          />
          <SavedDate
            required
            label={t('field.referenceDate')}
            value={fields.referenceDate}
            readOnly={readOnly}
            onSave={(referenceDate) => put(set({ referenceDate }))}
          />
          <YearInput
            label={t('field.targetYear')}
            value={fields.targetYear}
            readOnly={readOnly}
            onSave={(targetYear) => put(set({ targetYear }))}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput
            label={t('field.framework')}
            value={fields.frameworkVersion}
            readOnly
            description={t('details.frameworkHint')}
          />
          <WritingLanguage />
        </SimpleGrid>
        <LocalizedTextarea
          fieldKey={`${id}/scopeNote`}
          label={t('field.scopeNote')}
          description={t('details.scopeHint')}
          text={fields.scopeNote}
          language={fields.language}
          readOnly={readOnly}
          onSave={(language, text) => {
            const now = current().assessment.fields;
            const { texts, ...translation } = translationPatch(
              now,
              'scopeNote',
              now.scopeNote,
              language,
              text,
            );
            return save([set({ scopeNote: texts, ...translation })]);
          }}
        />
        <TeamEditor />
      </Stack>
    </Paper>
  );
}

function PartnerAndRegion() {
  const { t } = useTranslation('assessments');
  const { queries } = useBackend();
  const formats = useFormats();
  const { bundle, put, readOnly } = useAssessment();
  const { id, fields } = bundle.assessment;
  const partners = useQuery(queries.records.list.queryOptions({ input: { kind: 'partner' } }));
  const regions = useQuery(queries.records.list.queryOptions({ input: { kind: 'region' } }));
  const partnerChoices = (partners.data ?? []).map((row) => {
    const { legalName } = row.fields as FieldsOf<'partner'>;
    return { value: row.id, label: legalName || row.id };
  });
  const regionChoices = (regions.data ?? []).map((row) => {
    const { name, nutsCode } = row.fields as FieldsOf<'region'>;
    return { value: row.id, label: [textIn(name, formats.language), nutsCode].filter(Boolean).join(', ') };
  });
  const sorted = (choices: { value: string; label: string }[]) =>
    choices.toSorted((left, right) => formats.compare(left.label, right.label));
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <Select
        label={t('field.partner')}
        data={sorted(partnerChoices)}
        value={fields.partnerId}
        onChange={(partnerId) => put(assessmentChange(id, partnerId, { partnerId }))}
        readOnly={readOnly}
        searchable
        filter={({ options, search }) => filterByText(options, foldText(search))}
      />
      <Select
        label={t('field.region')}
        data={sorted(regionChoices)}
        value={fields.regionId}
        onChange={(regionId) => put(assessmentChange(id, fields.partnerId, { regionId }))}
        readOnly={readOnly}
        searchable
        filter={({ options, search }) => filterByText(options, foldText(search))}
        clearable={!readOnly}
        clearButtonProps={{ 'aria-label': t('new.noRegion') }}
      />
    </SimpleGrid>
  );
}

function WritingLanguage() {
  const { t } = useTranslation('assessments');
  const { bundle, put, readOnly } = useAssessment();
  const nameOf = useLanguageNames();
  const { id, fields } = bundle.assessment;
  const tags = [...new Set<string>([fields.language, ...contentLanguages])];
  return (
    <Select
      label={t('field.language')}
      description={t('details.languageHint')}
      data={tags.map((value) => ({ value, label: nameOf(value) }))}
      value={fields.language}
      onChange={(language) => language && put(assessmentChange(id, fields.partnerId, { language }))}
      readOnly={readOnly}
    />
  );
}
