import { Badge, Group, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SentView } from '../../../shared/contract/handover.ts';
import { useFormats } from '../../i18n/formats.ts';
import classes from './handover.module.css';
import { ReceiptText } from './receipt-text.tsx';

/** What went out of this workspace, with what was confirmed of it. */
export function SentList({ files }: { files: readonly SentView[] }) {
  const { t } = useTranslation('handover');
  return (
    <section aria-labelledby="sent-files">
      <Title order={2} id="sent-files" mb="xs">
        {t('sentTitle')}
      </Title>
      {files.length === 0 && (
        <Text size="sm" c="var(--text-muted)">
          {t('sentEmpty')}
        </Text>
      )}
      <ul className={classes.list}>
        {files.map((file) => (
          <li key={file.id} className={classes.card}>
            <SentFile file={file} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SentFile({ file }: { file: SentView }) {
  const { t } = useTranslation('handover');
  const formats = useFormats();
  return (
    <>
      <Group justify="space-between" gap="xs" wrap="wrap">
        <Text size="sm" fw={600} className={classes.name}>
          {[
            ...file.plans.map(({ title }) => title),
            ...(file.snapshots > 0 ? [t('snapshotCount', { count: file.snapshots })] : []),
          ].join(', ')}
        </Text>
        <Group gap="xs">
          {file.encrypted && (
            <Badge variant="default" size="sm" leftSection={<IconLock size={12} aria-hidden />}>
              {t('locked')}
            </Badge>
          )}
          <Badge variant="default" size="sm">
            {t('receipts', { count: file.receipts.length })}
          </Badge>
        </Group>
      </Group>
      <Text size="xs" c="var(--text-muted)" className={classes.name}>
        {formats.dateTime(file.at)} · {file.fileName} · {formats.fileSize(file.bytes)}
      </Text>
      {file.receipts.length === 0 ? (
        <Text size="sm" mt={4}>
          {t('noReceiptYet')}
        </Text>
      ) : (
        file.receipts.map((receipt) => <ReceiptText key={receipt.keyId} receipt={receipt} />)
      )}
    </>
  );
}
