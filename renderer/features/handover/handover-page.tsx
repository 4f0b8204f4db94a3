import { Button, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFileArrowLeft, IconFolderOpen, IconPackageExport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Loading } from '../../ui/loading.tsx';
import { useOpeningFiles } from '../../ui/opening-files.tsx';
import { Page } from '../../ui/page.tsx';
import { CreateDialog } from './create-dialog.tsx';
import { Digits } from './digits.tsx';
import classes from './handover.module.css';
import { ReceivedList } from './received-list.tsx';
import { SentList } from './sent-list.tsx';

/** Files that carry plans from laptop to laptop by hand: what went, what came, and what was confirmed. */
export function HandoverPage() {
  const { t } = useTranslation('handover');
  const { queries } = useBackend();
  // Since the list was read last, plans may have been written in: receipts say what is new since.
  const overview = useQuery({ ...queries.handover.overview.queryOptions(), refetchOnMount: 'always' });
  const [creating, create] = useDisclosure(false);
  const opening = useOpeningFiles();
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <Button
            leftSection={<IconFolderOpen size={16} aria-hidden />}
            loading={opening.busy}
            onClick={opening.choose}
          >
            {t('open')}
          </Button>
          <Button
            variant="filled"
            leftSection={<IconPackageExport size={16} aria-hidden />}
            onClick={create.open}
          >
            {t('create')}
          </Button>
        </>
      }
    >
      <Stack gap="lg">
        <Text size="sm" c="var(--text-muted)" maw={760}>
          {t('lead')}
        </Text>
        <div className={classes.drop}>
          <IconFileArrowLeft size={24} stroke={1.5} aria-hidden />
          <Text size="sm">{t('drop')}</Text>
        </div>
        {overview.error && <FailureMessage error={overview.error} />}
        {overview.isPending && <Loading />}
        {overview.data && (
          <>
            <SentList files={overview.data.sent} />
            <ReceivedList files={overview.data.received} />
            <section aria-labelledby="own-digits">
              <Title order={2} id="own-digits" mb={4}>
                {t('ownDigits')}
              </Title>
              <Digits groups={overview.data.fingerprint} />
              <Text size="sm" c="var(--text-muted)" maw={760}>
                {t('ownDigitsHint')}
              </Text>
            </section>
          </>
        )}
      </Stack>
      {creating && overview.data && (
        <CreateDialog
          receivers={overview.data.receivers}
          portable={overview.data.portable}
          onClose={create.close}
        />
      )}
    </Page>
  );
}
