import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OpenedBundle } from '../../../shared/contract/handover.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { useAction } from '../../ui/use-action.ts';
import { SenderCard } from './sender-card.tsx';

/** The file is not of the partnership that is open: it never mixes with it. */
export function OtherWorkspace({ bundle }: { bundle: OpenedBundle }) {
  const { t } = useTranslation('handover');
  const { client, queries, queryClient } = useBackend();
  const { busy, failure, run } = useAction();
  const isHere = bundle.workspace.place === 'here';
  const enter = async () => {
    await client.handover.enterWorkspace({ fileId: bundle.fileId });
    await queryClient.invalidateQueries({ queryKey: queries.handover.key() });
  };
  return (
    <Stack gap="md">
      <SenderCard sender={bundle.sender} confirmed={false} />
      <Alert
        variant="light"
        color="yellow"
        icon={<IconInfoCircle aria-hidden />}
        title={t('otherTitle', { name: bundle.workspace.name })}
      >
        <Text size="sm">{isHere ? t('otherHere') : t('otherNowhere')}</Text>
        <Group mt="sm" gap="xs">
          <Button variant="filled" loading={busy} onClick={() => run(enter)}>
            {isHere ? t('openOther') : t('makeOther')}
          </Button>
          <Button component={Link} to="/handover">
            {t('closeFile')}
          </Button>
        </Group>
      </Alert>
      {failure !== undefined && <FailureMessage error={failure} />}
    </Stack>
  );
}
