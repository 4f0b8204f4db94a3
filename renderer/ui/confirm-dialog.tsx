import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FailureMessage } from './failure-message.tsx';
import { useAction } from './use-action.ts';

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
  const { busy, failure, run } = useAction();
  const act = async () => {
    await onConfirm();
    onClose();
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
          onClick={() => run(act)}
        >
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}
