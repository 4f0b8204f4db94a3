import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureMessage } from '../../ui/failure-message.tsx';

export interface NameDialogProps {
  title: string;
  label: string;
  hint?: string;
  initial: string;
  maxCharacters: number;
  /** The dialog closes when it is done; a failure is shown in it. */
  onSave: (name: string) => void | Promise<void>;
  onClose: () => void;
}

/** Asks for one name. */
export function NameDialog({ title, label, hint, initial, maxCharacters, onSave, onClose }: NameDialogProps) {
  const { t } = useTranslation('common');
  const [name, setName] = useState(initial);
  const [failure, setFailure] = useState<unknown>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await onSave(name);
      onClose();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            data-autofocus
            label={label}
            value={name}
            maxLength={maxCharacters}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {hint && (
            <Text size="xs" c="var(--text-muted)">
              {hint}
            </Text>
          )}
          {failure !== undefined && <FailureMessage error={failure} />}
          <Group justify="end">
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" variant="filled" disabled={name.trim() === ''}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
