import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/formats.ts';

/** A laptop that is connected shows its relay a new sign of life every 7 minutes, noted within another one. */
const connectedMs = 10 * 60_000;

export interface LastSeenProps {
  at: number | null;
  /** When the list was read. */
  readAt: number;
}

/** How long ago a member's laptop was connected last; the exact time on pointing at it. */
export function LastSeen({ at, readAt }: LastSeenProps) {
  const { t } = useTranslation('membership');
  const formats = useFormats();
  if (at === null) {
    return (
      <Text span inherit c="var(--text-muted)">
        {t('lastSeenUnknown')}
      </Text>
    );
  }
  const isNow = readAt - at < connectedMs;
  return (
    <time dateTime={new Date(at).toISOString()} title={formats.dateTime(at)}>
      {isNow ? t('lastSeenNow') : formats.ago(at, readAt)}
    </time>
  );
}
