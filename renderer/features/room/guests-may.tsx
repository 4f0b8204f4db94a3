import { Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type GuestsMay, guestsMay } from '../../../shared/contract/room.ts';

export interface GuestsMayChoiceProps {
  value: GuestsMay;
  /** The partnership has members whose roles hold in the room. */
  hasMembers: boolean;
  onChange: (value: GuestsMay) => void;
}

/** The host's choice for everybody whose role is not known. */
export function GuestsMayChoice({ value, hasMembers, onChange }: GuestsMayChoiceProps) {
  const { t } = useTranslation('room');
  const labels = { write: t('host.mayWrite'), read: t('host.mayRead') };
  return (
    <div>
      <Radio.Group
        label={t(hasMembers ? 'host.guestsMay' : 'host.may')}
        value={value}
        onChange={(next) => onChange(next === 'read' ? 'read' : 'write')}
      >
        <Stack gap="xs" mt="xs">
          {guestsMay.map((may) => (
            <Radio key={may} value={may} label={labels[may]} />
          ))}
        </Stack>
      </Radio.Group>
      {hasMembers && (
        <Text size="sm" c="var(--text-muted)" mt="xs">
          {t('host.membersKeep')}
        </Text>
      )}
    </div>
  );
}
