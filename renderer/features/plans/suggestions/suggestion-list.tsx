import { Button, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlanSuggestion } from '../../../../shared/documents/suggestions.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useAction } from '../../../ui/use-action.ts';
import { useFailureNotice } from '../../../ui/use-failure-notice.ts';
import { useAuthorName } from './use-author-name.ts';
import classes from './suggestions.module.css';

export interface SuggestionListProps {
  /** The open ones of one chapter. */
  suggestions: readonly PlanSuggestion[];
  /** Undefined where one may read only. */
  decide: ((id: string, accepted: boolean) => void) | undefined;
}

/** What others propose to change in the chapter, each with its two answers. */
export function SuggestionList({ suggestions, decide }: SuggestionListProps) {
  const { t } = useTranslation('plans');
  if (suggestions.length === 0) return null;
  return (
    <section aria-label={t('suggestions.title')}>
      <Title order={3}>{t('suggestions.open', { count: suggestions.length })}</Title>
      <Stack component="ul" gap="sm" mt="xs" className={classes.list}>
        {suggestions.map((suggestion) => (
          <Suggestion key={suggestion.id} suggestion={suggestion} decide={decide} />
        ))}
      </Stack>
    </section>
  );
}

function Suggestion({
  suggestion,
  decide,
}: {
  suggestion: PlanSuggestion;
  decide: SuggestionListProps['decide'];
}) {
  const { t } = useTranslation('plans');
  const formats = useFormats();
  const { run } = useAction(useFailureNotice());
  const author = useAuthorName(suggestion.author);
  const { id, place, words, replaces, by, reason, at } = suggestion;
  const answer = (accepted: boolean) => run(() => decide?.(id, accepted));
  return (
    <li className={classes.suggestion}>
      <Text size="sm" fw={600}>
        {author}
      </Text>
      <Text size="xs" c="var(--text-muted)">
        {formats.date(at)}
      </Text>
      <p className={classes.change}>
        <del>
          <VisuallyHidden>{t('suggestions.instead')} </VisuallyHidden>
          {place ? words : replaces}
        </del>{' '}
        <ins>
          <VisuallyHidden>{t('suggestions.write')} </VisuallyHidden>
          {by === '' ? t('suggestions.strike') : by}
        </ins>
      </p>
      {reason !== '' && <Text size="sm">{reason}</Text>}
      {place && words !== replaces && (
        <Text size="sm" role="note">
          {t('suggestions.changed', { words: replaces })}
        </Text>
      )}
      {!place && (
        <Text size="sm" role="note">
          {t('suggestions.gone')}
        </Text>
      )}
      {decide && (
        <Group gap="xs" mt={6}>
          <Button size="compact-sm" disabled={!place} onClick={() => answer(true)}>
            {t('suggestions.accept')}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => answer(false)}>
            {t('suggestions.decline')}
          </Button>
        </Group>
      )}
    </li>
  );
}
