import { Button, Group, Text, Title } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReceivedView } from '../../../shared/contract/handover.ts';
import { useFormats } from '../../i18n/formats.ts';
import classes from './handover.module.css';
import { LostTexts } from './lost-texts.tsx';
import { personName } from './person-name.ts';
import { useReceipt } from './use-receipt.ts';

/** What came into this workspace by hand. */
export function ReceivedList({ files }: { files: readonly ReceivedView[] }) {
  const { t } = useTranslation('handover');
  return (
    <section aria-labelledby="received-files">
      <Title order={2} id="received-files" mb="xs">
        {t('receivedTitle')}
      </Title>
      {files.length === 0 && (
        <Text size="sm" c="var(--text-muted)">
          {t('receivedEmpty')}
        </Text>
      )}
      <ul className={classes.list}>
        {files.map((file) => (
          <li key={file.id} className={classes.card}>
            <ReceivedFile file={file} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ReceivedFile({ file }: { file: ReceivedView }) {
  const { t } = useTranslation('handover');
  const formats = useFormats();
  const receipt = useReceipt();
  const [showsLost, setShowsLost] = useState(false);
  const plans = file.taken.length > 0 ? file.taken : file.declined;
  const titles = (rows: readonly { title: string }[]) => rows.map(({ title }) => title).join(', ');
  const names = [
    ...plans.map(({ title }) => title),
    ...(file.snapshots > 0 ? [t('snapshotCount', { count: file.snapshots })] : []),
  ].join(', ');
  return (
    <>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm" fw={600} className={classes.name}>
            {names}
          </Text>
          <Text size="xs" c="var(--text-muted)" className={classes.name}>
            {t('receivedFrom', {
              name: personName(file.sender) || t('nobodyNamed'),
              when: formats.dateTime(file.at),
            })}
          </Text>
        </div>
        <Button
          size="xs"
          leftSection={<IconReceipt size={16} aria-hidden />}
          loading={receipt.busy}
          aria-label={t('receiptFor', { titles: names })}
          onClick={() => receipt.write(file.id)}
        >
          {t('writeReceipt')}
        </Button>
      </Group>
      {file.taken.length === 0 && file.snapshots === 0 && <Text size="sm">{t('declinedAll')}</Text>}
      {file.taken.length > 0 && file.declined.length > 0 && (
        <Text size="sm">{t('declinedHere', { titles: titles(file.declined) })}</Text>
      )}
      {file.lost.length > 0 && (
        <>
          <Button size="compact-xs" mt={4} aria-expanded={showsLost} onClick={() => setShowsLost(!showsLost)}>
            {t('lostKept', { count: file.lost.length })}
          </Button>
          {showsLost && <LostTexts texts={file.lost} />}
        </>
      )}
    </>
  );
}
