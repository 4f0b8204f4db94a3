import { Button, CopyButton, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { sharedCodePattern } from '../../../shared/contract/plans.ts';
import classes from './settings.module.css';

/** The code that brings laptops of one partnership together at a relay, to be copied or entered. */
export function SharedCode() {
  const { t } = useTranslation('settings');
  const { queries } = useBackend();
  const { data, error } = useQuery(queries.sync.sharedCode.queryOptions());
  const [joining, setJoining] = useState(false);
  if (error) return <FailureMessage error={error} />;
  if (!data) return null;
  return (
    <Stack gap="xs" mt="lg" maw={680}>
      <Title order={3}>{t('code')}</Title>
      <Text size="sm" c="var(--text-muted)">
        {t('codeHint')}
      </Text>
      <Group gap="sm">
        <Text className={classes.path}>{data.code}</Text>
        <CopyButton value={data.code}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              onClick={copy}
            >
              {copied ? t('copied') : t('copy')}
            </Button>
          )}
        </CopyButton>
        {!joining && (
          <Button size="xs" variant="subtle" onClick={() => setJoining(true)}>
            {t('join')}
          </Button>
        )}
      </Group>
      {joining && <JoinForm onDone={() => setJoining(false)} />}
    </Stack>
  );
}

function JoinForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(['settings', 'common']);
  const { client, queries } = useBackend();
  const queryClient = useQueryClient();
  const [text, setText] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const code = text.trim();
  const join = async (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (!sharedCodePattern.test(code)) return;
    try {
      await client.sync.join({ code });
      await queryClient.invalidateQueries({ queryKey: queries.sync.key() });
      notifications.show({
        message: t('joined', { code }),
        closeButtonProps: { 'aria-label': t('common:close') },
      });
      onDone();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <form onSubmit={(event) => void join(event)} noValidate>
      <Stack gap="sm">
        <TextInput
          maw={480}
          label={t('joinCode')}
          description={t('joinHint')}
          value={text}
          spellCheck={false}
          autoComplete="off"
          data-autofocus
          error={submitted && !sharedCodePattern.test(code) ? t('codeInvalid') : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {failure !== undefined && <FailureMessage error={failure} />}
        <Group gap="xs">
          <Button type="submit">{t('joinSubmit')}</Button>
          <Button variant="subtle" onClick={onDone}>
            {t('common:cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
