import { Alert, Anchor, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconReceipt } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { HandoverResult } from '../../../shared/contract/handover.ts';
import { useReceipt } from './use-receipt.ts';

/** What was taken in, and the way to tell its sender. */
export function TakenIn({ result, received }: { result: HandoverResult; received: string }) {
  const { t } = useTranslation('handover');
  const receipt = useReceipt();
  const title =
    result.taken.length === 0 && !result.changed
      ? 'doneDeclined'
      : result.changed
        ? 'done'
        : 'doneNothingNew';
  return (
    <Stack gap="md">
      <Alert variant="light" role="status" icon={<IconCircleCheck aria-hidden />} title={t(title)}>
        <List size="sm">
          {result.taken.map(({ id, title: name, outcome }) => (
            <List.Item key={id}>
              <Anchor
                component={Link}
                to="/plans/$planId"
                params={{ planId: id } as never}
                size="sm"
                underline="always"
              >
                {name}
              </Anchor>
              : {t(`outcome.${outcome}`)}
            </List.Item>
          ))}
          {result.declined.map(({ id, title: name }) => (
            <List.Item key={id}>
              {name}: {t('outcome.declined')}
            </List.Item>
          ))}
        </List>
        {result.snapshotsAdded > 0 && (
          <Text size="sm" mt="xs">
            {t('snapshotsAdded', { count: result.snapshotsAdded })}
          </Text>
        )}
        {result.backup !== null && (
          <Text size="sm" mt="xs">
            {t('backupMade')}
          </Text>
        )}
      </Alert>
      <Text size="sm">{t('receiptWhy')}</Text>
      <Group gap="xs">
        <Button
          variant="filled"
          leftSection={<IconReceipt size={16} aria-hidden />}
          loading={receipt.busy}
          onClick={() => receipt.write(received)}
        >
          {t('writeReceipt')}
        </Button>
        <Button component={Link} to="/handover">
          {t('back')}
        </Button>
      </Group>
    </Stack>
  );
}
