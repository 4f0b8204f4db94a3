import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend, useConnectionState } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { Page } from '../../ui/page.tsx';
import { printArea } from '../../ui/print-area.ts';
import { closeVerdict, type CloseVerdict } from './close-verdict.ts';
import { PlacesTable } from './places-table.tsx';
import { PrintedHead } from './printed-head.tsx';

const colors: Record<CloseVerdict['key'], string> = {
  server: 'green',
  room: 'green',
  hosted: 'green',
  here: 'gray',
  waiting: 'yellow',
  refused: 'red',
  unknown: 'red',
};

/** Where each document of the open workspace is, for the moment before the lid is closed; a receipt on paper. */
export function SafeToClosePage() {
  const { t } = useTranslation('sync');
  const { queries } = useBackend();
  const formats = useFormats();
  const connection = useConnectionState();
  const area = useRef<HTMLDivElement>(null);
  const { data: status, dataUpdatedAt } = useQuery(queries.sync.status.queryOptions());
  const { data: workspaces = [] } = useQuery(queries.workspaces.list.queryOptions());
  const { data: profile } = useQuery(queries.profile.get.queryOptions());
  const name = workspaces.find(({ id }) => id === profile?.currentWorkspaceId)?.name ?? '';
  // What was reported before the backend went away may be true no longer.
  const reported = connection === 'connected' ? status : undefined;
  const verdict = closeVerdict(reported);
  const isWell = colors[verdict.key] === 'green';
  const print = (
    <Button
      leftSection={<IconPrinter size={16} aria-hidden />}
      onClick={() => {
        if (area.current) printArea(window, area.current);
      }}
    >
      {t('print')}
    </Button>
  );
  return (
    <Page title={t('safe.title')} actions={print}>
      <Stack gap="lg" ref={area}>
        <Text size="lg" fw={600} data-print-only>
          {t('safe.title')}
        </Text>
        <Text size="sm" c="var(--text-muted)" data-no-print>
          {t('safe.asOf', { name, when: formats.dateTime(dataUpdatedAt) })}
        </Text>
        <PrintedHead workspace={name} reportedAt={dataUpdatedAt} />
        <Alert
          variant="light"
          color={colors[verdict.key]}
          role="status"
          icon={isWell ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
        >
          {t(`safe.verdict.${verdict.key}`, { count: verdict.count })}
        </Alert>
        {reported && <PlacesTable status={reported} />}
        <Text size="sm" c="var(--text-muted)">
          {t('safe.assessments')}
        </Text>
      </Stack>
    </Page>
  );
}
