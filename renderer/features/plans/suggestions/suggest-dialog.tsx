import { Modal, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { suggestionLimits } from '../../../../shared/documents/suggestions.ts';
import { wordsAt, type WordPlace } from '../../../../shared/documents/word-place.ts';
import { ActionForm } from '../../../ui/action-form.tsx';

export interface SuggestDialogProps {
  place: WordPlace;
  onSuggest: (words: { by: string; reason: string }) => void;
  onClose: () => void;
}

const growing = { autosize: true, minRows: 2, maxRows: 8 } as const;

/** Proposes other words for those that are selected; the text itself stays as it is. */
export function SuggestDialog({ place, onSuggest, onClose }: SuggestDialogProps) {
  const { t } = useTranslation('plans');
  const [words] = useState(() => wordsAt(place));
  const [by, setBy] = useState(words);
  const [reason, setReason] = useState('');
  const suggest = () => {
    onSuggest({ by: by.trim(), reason: reason.trim() });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('suggestions.suggest')}
      closeButtonProps={{ 'aria-label': t('suggestions.close') }}
      returnFocus={false}
    >
      <ActionForm
        submit={t('suggestions.suggest')}
        disabled={by.trim() === words.trim()}
        onSubmit={suggest}
        onCancel={onClose}
      >
        <Text size="sm">{t('suggestions.hint')}</Text>
        <Textarea
          {...growing}
          data-autofocus
          label={t('suggestions.newWords')}
          description={t('suggestions.newWordsHint')}
          value={by}
          maxLength={suggestionLimits.characters}
          onChange={(event) => setBy(event.currentTarget.value)}
        />
        <Textarea
          {...growing}
          label={t('suggestions.reason')}
          value={reason}
          maxLength={suggestionLimits.reasonCharacters}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </ActionForm>
    </Modal>
  );
}
