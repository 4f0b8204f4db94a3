import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenedReceipt } from '../../../shared/contract/handover.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { useAction } from '../../ui/use-action.ts';
import classes from './handover.module.css';
import { ReceiptText } from './receipt-text.tsx';
import { isTrusted, SenderCard } from './sender-card.tsx';

/** What a receipt says; kept on wish. */
export function ReceiptPage({ opened }: { opened: OpenedReceipt }) {
  const { t } = useTranslation(['handover', 'common']);
  const { client, queries, queryClient } = useBackend();
  const navigate = useNavigate();
  const [confirmed, setConfirmed] = useState(false);
  const { busy, failure, run } = useAction();
  const { fileId, receipt, sender } = opened;
  if (!receipt) {
    return (
      <Alert variant="light" color="yellow" icon={<IconInfoCircle aria-hidden />} title={t('notOurs')}>
        <Text size="sm">{t('notOursHint')}</Text>
        <Button mt="sm" component={Link} to="/handover">
          {t('closeFile')}
        </Button>
      </Alert>
    );
  }
  const keep = async () => {
    await client.handover.acceptReceipt({ fileId, senderConfirmed: confirmed });
    await queryClient.invalidateQueries({ queryKey: queries.handover.overview.key() });
    await navigate({ to: '/handover' });
  };
  return (
    <Stack gap="md">
      <SenderCard sender={sender} confirmed={confirmed} onConfirm={setConfirmed} />
      <section className={classes.card} aria-label={t('receiptAbout', { name: opened.about })}>
        <Text size="sm" fw={600} className={classes.name}>
          {t('receiptAbout', { name: opened.about })}
        </Text>
        <ReceiptText receipt={receipt} />
      </section>
      {failure !== undefined && <FailureMessage error={failure} />}
      <Group gap="xs">
        <Button
          variant="filled"
          loading={busy}
          disabled={!confirmed && !isTrusted(sender)}
          onClick={() => run(keep)}
        >
          {t('keepReceipt')}
        </Button>
        <Button component={Link} to="/handover">
          {t('common:cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
