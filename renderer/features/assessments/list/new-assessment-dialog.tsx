import { Button, Group, Loader, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordRow } from '../../../../shared/contract/records.ts';
import type { FieldsOf } from '../../../../shared/domain/model/schemas.ts';
import { textIn } from '../../../../shared/domain/model/text.ts';
import type { FrameworkRegistry } from '../../../../shared/framework/registry.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { filterByText } from '../../../ui/filter-by-text.ts';
import { foldText } from '../../../../shared/kernel/text-folding.ts';
import { FailureMessage } from '../../../ui/failure-message.tsx';
import { assessmentChange } from '../data/changes.ts';
import {
  type FormField,
  initialForm,
  type NewAssessmentForm,
  problemsOf,
  yearRange,
} from './new-assessment.ts';

interface Choices {
  workspace: FieldsOf<'workspace'> | undefined;
  partners: RecordRow<FieldsOf<'partner'>>[];
  regions: RecordRow<FieldsOf<'region'>>[];
}

export interface NewAssessmentDialogProps {
  frameworks: FrameworkRegistry;
  onClose: () => void;
}

export function NewAssessmentDialog({ frameworks, onClose }: NewAssessmentDialogProps) {
  const { t } = useTranslation('assessments');
  const { t: common } = useTranslation('common');
  const { queries } = useBackend();
  const list = (kind: 'workspace' | 'partner' | 'region') =>
    queries.records.list.queryOptions({ input: { kind } });
  const workspaces = useQuery(list('workspace'));
  const partners = useQuery(list('partner'));
  const regions = useQuery(list('region'));
  const error = workspaces.error ?? partners.error ?? regions.error;
  const loaded = workspaces.data && partners.data && regions.data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('new.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {error && <FailureMessage error={error} />}
      {!error && !loaded && <Loader size="sm" aria-label={common('loading')} />}
      {loaded && (
        <Form
          choices={{
            workspace: workspaces.data[0]?.fields as FieldsOf<'workspace'> | undefined,
            partners: partners.data as unknown as Choices['partners'],
            regions: regions.data as unknown as Choices['regions'],
          }}
          frameworks={frameworks}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

function Form({ choices, frameworks, onClose }: NewAssessmentDialogProps & { choices: Choices }) {
  const { t } = useTranslation('assessments');
  const { t: common } = useTranslation('common');
  const formats = useFormats();
  const { form, update, problems, submit, creating, error } = useForm(choices, frameworks, onClose);
  const problem = (field: FormField) => problems[field] && t(`problem.${problems[field]}`);
  const byName = (left: { label: string }, right: { label: string }) =>
    formats.compare(left.label, right.label);
  const partners = choices.partners.map(({ id, fields }) => ({ value: id, label: fields.legalName || id }));
  const regions = choices.regions.map(({ id, fields }) => ({
    value: id,
    label: `${textIn(fields.name, formats.language)} (${fields.nutsCode || '–'})`,
  }));
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        {error !== undefined && <FailureMessage error={error} />}
        <Select
          label={t('field.partner')}
          data={partners.toSorted(byName)}
          value={form.partnerId}
          onChange={(partnerId) => update({ partnerId })}
          error={problem('partnerId')}
          searchable
          filter={({ options, search }) => filterByText(options, foldText(search))}
          nothingFoundMessage={t('new.nothingFound')}
          required
          data-autofocus
        />
        <Select
          label={t('field.region')}
          description={t('new.regionHint')}
          data={regions.toSorted(byName)}
          value={form.regionId}
          onChange={(regionId) => update({ regionId })}
          searchable
          filter={({ options, search }) => filterByText(options, foldText(search))}
          clearable
          clearButtonProps={{ 'aria-label': t('new.noRegion') }}
          nothingFoundMessage={t('new.nothingFound')}
        />
        <TextInput
          label={t('field.title')}
          value={form.title}
          maxLength={200}
          onChange={(event) => update({ title: event.currentTarget.value, ownTitle: true })}
          error={problem('title')}
          required
        />
        <Group grow align="start" gap="sm">
          <NumberInput
            label={t('field.pastYear')}
            value={form.pastYear}
            onChange={(pastYear) => update({ pastYear })}
            error={problem('pastYear')}
            allowDecimal={false}
            thousandSeparator=""
            {...yearRange}
            clampBehavior="none"
            required
          />
          <TextInput
            type="date"
            label={t('field.referenceDate')}
            value={form.referenceDate}
            onChange={(event) => update({ referenceDate: event.currentTarget.value })}
            error={problem('referenceDate')}
            required
          />
          <NumberInput
            label={t('field.targetYear')}
            value={form.targetYear}
            onChange={(targetYear) => update({ targetYear })}
            error={problem('targetYear')}
            allowDecimal={false}
            thousandSeparator=""
            {...yearRange}
            clampBehavior="none"
            required
          />
        </Group>
        <Select
          label={t('field.framework')}
          description={t('new.frameworkHint')}
          data={frameworks.versions.toReversed().map((value) => ({ value, label: value }))}
          value={form.frameworkVersion}
          onChange={(frameworkVersion) =>
            update({ frameworkVersion: frameworkVersion ?? frameworks.latestVersion })
          }
        />
        <Group justify="flex-end" gap="xs" mt="xs">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="filled" loading={creating}>
            {t('new.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useForm(choices: Choices, frameworks: FrameworkRegistry, onClose: () => void) {
  const { client, session } = useBackend();
  const { language } = useFormats();
  const navigate = useNavigate();
  const own =
    choices.partners.find(({ id }) => id === choices.workspace?.ownPartnerId) ?? onlyOne(choices.partners);
  const titled = (form: NewAssessmentForm) =>
    form.ownTitle ? form : { ...form, title: titleOf(form, choices.partners) };
  const [form, setForm] = useState(() =>
    titled(
      initialForm(choices.workspace, own, new Date().toISOString().slice(0, 10), frameworks.latestVersion),
    ),
  );
  const [ids] = useState(() => ({ opId: crypto.randomUUID(), id: crypto.randomUUID() }));
  const [languageOpId] = useState(() => crypto.randomUUID());
  const [tried, setTried] = useState(false);
  const [creating, setCreating] = useState(false);
  const [error, setError] = useState<unknown>();
  const update = (part: Partial<NewAssessmentForm>) =>
    setForm((before) => {
      const partner = choices.partners.find(({ id }) => id === part.partnerId);
      return titled({
        ...before,
        ...(partner && { regionId: partner.fields.regionIds[0] ?? null }),
        ...part,
      });
    });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const { partnerId } = form;
    if (Object.keys(problemsOf(form)).length > 0 || !partnerId) return;
    setCreating(true);
    setError(undefined);
    try {
      const { id } = await client.assessments.create({
        ...ids,
        title: form.title.trim(),
        partnerId,
        regionId: form.regionId,
        frameworkVersion: form.frameworkVersion,
        referenceDate: form.referenceDate,
        pastYear: Number(form.pastYear),
        targetYear: Number(form.targetYear),
      });
      // People write in the language that they read the app in, until they choose another one.
      const changes = [assessmentChange(id, partnerId, { language, sourceLanguage: language })];
      await client.records.apply({ opId: languageOpId, session, scope: id, changes });
      onClose();
      await navigate({ to: '/assessments/$assessmentId', params: { assessmentId: id } });
    } catch (failure) {
      setError(failure);
    } finally {
      setCreating(false);
    }
  };
  return { form, update, problems: tried ? problemsOf(form) : {}, submit, creating, error };
}

function onlyOne<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** Partner and year: what people call an assessment. */
function titleOf(form: NewAssessmentForm, partners: Choices['partners']): string {
  const partner = partners.find(({ id }) => id === form.partnerId);
  if (!partner) return '';
  const name = partner.fields.shortName || partner.fields.legalName;
  return `${name} ${form.referenceDate.slice(0, 4)}`.trim();
}
