import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../shared/contract/plans.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { printArea } from '../../ui/print-area.ts';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { DocumentList } from './document-list.tsx';
import { RoomLine } from './room-line.tsx';

export interface SyncReportProps {
  status: SyncStatus | undefined;
  /** When the backend said so, in milliseconds since 1970. */
  reportedAt: number;
  /** What the top bar says. */
  word: string;
  onClose: () => void;
}

/** Where every document is, as the backend reports it; can be printed as a receipt. */
export function SyncReport({ status, reportedAt, word, onClose }: SyncReportProps) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const area = useRef<HTMLDivElement>(null);
  return (
    <Stack gap="sm" ref={area}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2}>{t('title')}</Title>
        <Button
          size="compact-sm"
          data-no-print
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => {
            if (area.current) printArea(window, area.current);
          }}
        >
          {t('print')}
        </Button>
      </Group>
      <Text size="sm" data-print-only>
        {t('printedAt', { when: formats.dateTime(reportedAt), state: word })}
      </Text>
      {status ? <Report status={status} onClose={onClose} /> : <Text size="sm">{t('lost')}</Text>}
    </Stack>
  );
}

function Report({ status, onClose }: { status: SyncStatus; onClose: () => void }) {
  const { t, i18n } = useTranslation('sync');
  const reasonKey = `reason.${status.reason}`;
  return (
    <>
      <Alert variant="light" color={status.relay === 'refused' ? 'red' : 'gray'} p="sm">
        <Text size="sm">{t(`relay.${status.relay}`)}</Text>
        {status.reason !== null && (
          <Text size="sm">
            {i18n.exists(reasonKey, { ns: 'sync' }) ? t(reasonKey) : t('reason.unreachable')}
          </Text>
        )}
        {status.relay === 'connected' && status.slow && <Text size="sm">{t('slow')}</Text>}
        {status.relay === 'offline' && <RetryButton />}
        {(status.relay === 'none' || status.relay === 'refused') && (
          <Anchor component={Link} to="/settings" size="sm" data-no-print onClick={onClose}>
            {t(status.relay === 'none' ? 'setUp' : 'checkSettings')}
          </Anchor>
        )}
        <RoomLine room={status.room} onClose={onClose} />
      </Alert>
      <Anchor component={Link} to="/safe-to-close" size="sm" data-no-print onClick={onClose}>
        {t('safe.open')}
      </Anchor>
      {status.documents.length === 0 ? (
        <Text size="sm">{t('noDocuments')}</Text>
      ) : (
        <DocumentList documents={status.documents} />
      )}
      <Text size="sm" c="var(--text-muted)">
        {t('assessmentsHere')}
      </Text>
    </>
  );
}

/** The backend tries by itself too, but ever more rarely. */
function RetryButton() {
  const { t } = useTranslation('sync');
  const { client } = useBackend();
  const showFailure = useFailureNotice();
  return (
    <Button
      size="compact-sm"
      mt={4}
      data-no-print
      onClick={() => {
        client.sync.retry().catch(showFailure);
      }}
    >
      {t('retry')}
    </Button>
  );
}
