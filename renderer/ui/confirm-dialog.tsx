import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureMessage } from './failure-message.tsx';

export interface ConfirmDialogProps {
  title: string;
  text: string;
  /** What the button does. */
  confirm: string;
  /** Takes something away. */
  isRemoval?: boolean;
  /** The dialog closes when it is done; a failure is shown in it. */
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something is done; the way back has the focus. */
export function ConfirmDialog({ title, text, confirm, isRemoval, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation('common');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const act = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <Text size="sm">{text}</Text>
      {failure !== undefined && <FailureMessage error={failure} />}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button onClick={onClose} disabled={busy} data-autofocus>
          {t('cancel')}
        </Button>
        <Button
          variant="filled"
          {...(isRemoval ? { color: 'red.9' } : {})}
          loading={busy}
          onClick={() => void act()}
        >
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}
