import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReceiptView } from '../../../shared/contract/handover.ts';
import { useFormats } from '../../i18n/formats.ts';
import { personName } from './person-name.ts';

/** What a receipt says, in sentences. */
export function ReceiptText({ receipt }: { receipt: ReceiptView }) {
  const { t } = useTranslation('handover');
  const formats = useFormats();
  const { taken, declined, snapshotsTaken, snapshotsDeclined, complete, changesSince } = receipt;
  const name = personName(receipt) || t('nobodyNamed');
  const titles = (plans: readonly { title: string }[]) => plans.map(({ title }) => title).join(', ');
  return (
    <Stack gap={0} mt={4}>
      {taken.length > 0 && (
        <Text size="sm">
          {t(complete ? 'arrived' : 'arrivedPartly', {
            count: taken.length,
            name,
            when: formats.dateTime(receipt.createdAt),
          })}
        </Text>
      )}
      {declined.length > 0 && <Text size="sm">{t('declinedThere', { name, titles: titles(declined) })}</Text>}
      {snapshotsTaken > 0 && <Text size="sm">{t('snapshotsArrived', { count: snapshotsTaken, name })}</Text>}
      {snapshotsDeclined > 0 && (
        <Text size="sm">{t('snapshotsNotTaken', { count: snapshotsDeclined, name })}</Text>
      )}
      {taken.length > 0 && (
        <Text size="sm" c="var(--text-muted)">
          {changesSince === 0
            ? t('nothingSince')
            : t('changesSince', { count: changesSince, number: formats.integer(changesSince) })}
        </Text>
      )}
    </Stack>
  );
}
