import { Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FieldsOf } from '../../../../shared/domain/model/schemas.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { filterByText } from '../../../ui/filter-by-text.ts';
import { foldText } from '../../../../shared/kernel/text-folding.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { withText } from '../data/texts.ts';
import { SavedSelect } from '../fields/chosen-inputs.tsx';
import { LocalizedTextarea } from '../fields/localized-textarea.tsx';
import { useCriterion } from './use-criterion.ts';

type PeerScore = NonNullable<FieldsOf<'criterionEntry'>['peerScore']>;

const noReview: PeerScore = { partnerId: null, value: null, note: {} };

/** The present score as another organisation sees it; within a level it raises the confidence. */
export function OutsideReview({ criterionId }: { criterionId: string }) {
  const { t } = useTranslation('assessments');
  const { queries } = useBackend();
  const formats = useFormats();
  const { bundle, framework, readOnly } = useAssessment();
  const { entry, currentEntry, put, save } = useCriterion(criterionId);
  const partners = useQuery(queries.records.list.queryOptions({ input: { kind: 'partner' } }));
  const review = entry.peerScore ?? noReview;
  const changed = (part: Partial<PeerScore>) => ({
    peerScore: { ...(currentEntry().peerScore ?? noReview), ...part },
  });
  const { min, max, agreedStep } = framework.scale;
  const values = Array.from({ length: (max - min) / agreedStep + 1 }, (_, index) => min + index * agreedStep);
  const reviewers = (partners.data ?? [])
    .filter(({ id }) => id !== bundle.assessment.fields.partnerId)
    .map(({ id, fields }) => ({ value: id, label: (fields as FieldsOf<'partner'>).legalName || id }))
    .toSorted((left, right) => formats.compare(left.label, right.label));
  return (
    <Stack gap="xs">
      <Text size="xs" c="var(--text-muted)">
        {t('outside.help')}
      </Text>
      <Group gap="sm" wrap="nowrap" align="end">
        <Select
          flex={1}
          size="xs"
          label={t('outside.organisation')}
          data={reviewers}
          value={review.partnerId}
          onChange={(partnerId) => put(changed({ partnerId }))}
          searchable
          filter={({ options, search }) => filterByText(options, foldText(search))}
          clearable={!readOnly}
          clearButtonProps={{ 'aria-label': t('outside.clear') }}
          readOnly={readOnly}
        />
        <SavedSelect
          w={110}
          size="xs"
          label={t('outside.score')}
          value={review.value === null ? '' : String(review.value)}
          disabled={readOnly}
          data={[
            { value: '', label: '–' },
            ...values.map((value) => ({ value: String(value), label: formats.score(value) })),
          ]}
          onSave={(chosen) => save(changed({ value: chosen === '' ? null : Number(chosen) }))}
        />
      </Group>
      <LocalizedTextarea
        fieldKey={`${bundle.assessment.id}/${criterionId}/peerScore`}
        label={t('outside.note')}
        text={review.note}
        language={bundle.assessment.fields.language}
        minRows={2}
        readOnly={readOnly}
        onSave={(tag, text) =>
          save(changed({ note: withText(currentEntry().peerScore?.note ?? {}, tag, text) }))
        }
      />
    </Stack>
  );
}
