import { Alert, Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export interface OtherPartnershipProps {
  /** Of the room's partnership. */
  name: string;
  /** A workspace of it is on this laptop. */
  isHere: boolean;
  /** No workspace is open. */
  isFirst: boolean;
  busy: boolean;
  onGoOn: () => void;
}

/** The room is of a partnership that is not open here: says which, and what joining does. */
export function OtherPartnership({ name, isHere, isFirst, busy, onGoOn }: OtherPartnershipProps) {
  const { t } = useTranslation('room');
  const what = isHere ? 'Here' : 'New';
  return (
    <Alert variant="light" role="alert" title={t('join.otherTitle', { name })}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t(isFirst ? `join.first${what}` : `join.other${what}`)}</Text>
        <Button size="xs" variant="filled" loading={busy} onClick={onGoOn}>
          {t(isHere ? 'join.openIt' : 'join.makeIt')}
        </Button>
      </Stack>
    </Alert>
  );
}
