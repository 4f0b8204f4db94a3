import { Modal, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionForm } from '../../ui/action-form.tsx';

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
  const save = async () => {
    await onSave(name);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <ActionForm submit={t('save')} disabled={name.trim() === ''} onSubmit={save} onCancel={onClose}>
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
      </ActionForm>
    </Modal>
  );
}
