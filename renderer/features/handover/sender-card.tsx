import { Alert, Checkbox, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconUserQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HandoverSender } from '../../../shared/contract/handover.ts';
import { useFormats } from '../../i18n/formats.ts';
import { Digits } from './digits.tsx';
import { personName } from './person-name.ts';

export interface SenderCardProps {
  sender: HandoverSender;
  confirmed: boolean;
  /** Left out where nothing can be confirmed yet. */
  onConfirm?: (confirmed: boolean) => void;
}

const looks = {
  own: { color: 'gray', icon: IconCircleCheck },
  known: { color: 'gray', icon: IconCircleCheck },
  new: { color: 'blue', icon: IconUserQuestion },
  otherKey: { color: 'orange', icon: IconAlertTriangle },
} as const;

/** Whose file it is: what the file says, and what this laptop knows of it. */
export function SenderCard({ sender, confirmed, onConfirm }: SenderCardProps) {
  const { t } = useTranslation('handover');
  const formats = useFormats();
  const { color, icon: Icon } = looks[sender.standing];
  const name = personName(sender) || t('nobodyNamed');
  const asks = sender.standing === 'new' || sender.standing === 'otherKey';
  return (
    <Alert variant="light" color={color} icon={<Icon aria-hidden />} title={t('from', { name })}>
      <Text size="sm">
        {t(`senderIs.${sender.standing}`, {
          organisation: sender.organisation,
          when: sender.knownSince === null ? '' : formats.date(sender.knownSince),
        })}
      </Text>
      {asks && (
        <>
          <Text size="sm" mt="xs">
            {t('theirDigits')}
          </Text>
          <Digits groups={sender.fingerprint} />
        </>
      )}
      {asks && onConfirm && (
        <Checkbox
          label={t('digitsAreSame')}
          checked={confirmed}
          onChange={(event) => onConfirm(event.currentTarget.checked)}
        />
      )}
    </Alert>
  );
}

/** Whether files of this sender need no further look at the digits. */
export function isTrusted({ standing }: HandoverSender): boolean {
  return standing === 'own' || standing === 'known';
}
