import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Opened } from '../../../shared/contract/handover.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { BundleView } from './bundle-view.tsx';
import { LockedView } from './locked-view.tsx';
import { ReceiptPage } from './receipt-page.tsx';

/** A file that was opened: what it is, whose, and what it would do. Nothing is changed by looking. */
export function OpenedPage() {
  const { t } = useTranslation(['handover', 'common']);
  const { fileId } = useParams({ strict: false });
  const { queries } = useBackend();
  const opened = useQuery({
    ...queries.handover.open.queryOptions({ input: { fileId: fileId ?? '' } }),
    gcTime: 0,
    refetchOnMount: 'always',
  });
  const kind = opened.data?.kind === 'receipt' ? 'receipt' : 'bundle';
  return (
    <Page title={t(`handover:fileKind.${kind}`)}>
      {opened.error && (
        <FailureMessage
          error={opened.error}
          action={
            <Group mt="sm">
              <Button component={Link} to="/handover">
                {t('handover:closeFile')}
              </Button>
            </Group>
          }
        />
      )}
      {opened.isPending && (
        <>
          <Text size="sm" role="status">
            {t('handover:checking')}
          </Text>
          <Loading />
        </>
      )}
      {opened.data && (
        <>
          <FileFacts opened={opened.data} />
          {opened.data.kind === 'locked' && <LockedView file={opened.data} />}
          {opened.data.kind === 'bundle' && <BundleView bundle={opened.data} />}
          {opened.data.kind === 'receipt' && <ReceiptPage opened={opened.data} />}
        </>
      )}
    </Page>
  );
}

function FileFacts({ opened }: { opened: Opened }) {
  const { t } = useTranslation('handover');
  const formats = useFormats();
  const facts = [opened.fileName, formats.fileSize(opened.bytes)];
  if (opened.kind !== 'locked') facts.push(t('writtenAt', { when: formats.dateTime(opened.createdAt) }));
  if (opened.kind === 'bundle' && opened.partial) facts.push(t('partial'));
  return (
    <Text size="sm" c="var(--text-muted)" mb="md" style={{ overflowWrap: 'anywhere' }}>
      {facts.join(' · ')}
    </Text>
  );
}
