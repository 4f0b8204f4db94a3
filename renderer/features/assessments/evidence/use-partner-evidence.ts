import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { EntityRecord, FieldsOf } from '../../../../shared/domain/model/schemas.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { useAssessment } from '../data/assessment-context.tsx';

/** All evidence that the assessment's partner has, also what nothing here uses; unsaved changes included. */
export function usePartnerEvidence(): EntityRecord<'evidenceItem'>[] {
  const { queries } = useBackend();
  const { bundle } = useAssessment();
  const { partnerId } = bundle.assessment.fields;
  const { data } = useQuery(
    queries.records.list.queryOptions({
      input: { kind: 'evidenceItem', ...(partnerId && { parentId: partnerId }) },
      enabled: partnerId !== null,
    }),
  );
  return useMemo(() => {
    const items = new Map<string, EntityRecord<'evidenceItem'>>(
      (data ?? []).map(({ id, parentId, fields }) => [
        id,
        { kind: 'evidenceItem', id, parentId, fields: fields as FieldsOf<'evidenceItem'> },
      ]),
    );
    for (const item of bundle.evidenceItems) items.set(item.id, item);
    return [...items.values()];
  }, [data, bundle.evidenceItems]);
}
