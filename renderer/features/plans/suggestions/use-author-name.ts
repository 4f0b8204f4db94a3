import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SuggestionAuthor } from '../../../../shared/documents/suggestions.ts';
import { useBackend } from '../../../api/backend-context.tsx';

/** How the plan calls somebody who suggested something: name and organisation, as far as they are known. */
export function useAuthorName(author: SuggestionAuthor): string {
  const { t } = useTranslation('plans');
  const { queries } = useBackend();
  const { data } = useQuery(queries.records.list.queryOptions({ input: { kind: 'partner' } }));
  const partner = data?.find(({ id }) => id === author.partnerId);
  const organisation = partner ? String(partner.fields['shortName'] || partner.fields['legalName']) : '';
  return [author.name, organisation].filter(Boolean).join(', ') || t('someone');
}
