import { Button, CopyButton, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { KeptText } from '../../../../shared/documents/kept-text.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useAction } from '../../../ui/use-action.ts';
import { useFailureNotice } from '../../../ui/use-failure-notice.ts';
import classes from './suggestions.module.css';

export interface KeptTextListProps {
  /** Of one chapter. */
  kept: readonly KeptText[];
  /** Undefined where one may read only. */
  settle: ((id: string, putBack: boolean) => void) | undefined;
}

/** Words that had no place left after two people changed the same paragraph while apart: nothing written is lost. */
export function KeptTextList({ kept, settle }: KeptTextListProps) {
  const { t } = useTranslation('plans');
  const formats = useFormats();
  const { run } = useAction(useFailureNotice());
  if (kept.length === 0) return null;
  const answer = (id: string, putBack: boolean) => run(() => settle?.(id, putBack));
  return (
    <section aria-label={t('kept.title')}>
      <Title order={3}>{t('kept.title')}</Title>
      <Text size="sm" mt={4}>
        {t('kept.hint')}
      </Text>
      <Stack component="ul" gap="sm" mt="xs" className={classes.list}>
        {kept.map(({ id, text, at }) => (
          <li key={id} className={classes.suggestion}>
            <Text size="xs" c="var(--text-muted)">
              {t('kept.found', { when: formats.dateTime(at) })}
            </Text>
            <p className={classes.change}>{text}</p>
            <Group gap="xs" mt={6}>
              {settle && (
                <Button size="compact-sm" onClick={() => answer(id, true)}>
                  {t('kept.putBack')}
                </Button>
              )}
              <CopyButton value={text.trim()}>
                {({ copied, copy }) => (
                  <Button size="compact-sm" variant="subtle" onClick={copy}>
                    {t(copied ? 'kept.copied' : 'kept.copy')}
                  </Button>
                )}
              </CopyButton>
              {settle && (
                <Button size="compact-sm" variant="subtle" onClick={() => answer(id, false)}>
                  {t('kept.letGo')}
                </Button>
              )}
            </Group>
          </li>
        ))}
      </Stack>
    </section>
  );
}
