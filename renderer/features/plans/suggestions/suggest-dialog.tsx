import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { suggestionLimits } from '../../../../shared/documents/suggestions.ts';
import { wordsAt, type WordPlace } from '../../../../shared/documents/word-place.ts';
import { FailureMessage } from '../../../ui/failure-message.tsx';

export interface SuggestDialogProps {
  place: WordPlace;
  onSuggest: (words: { by: string; reason: string }) => void;
  onClose: () => void;
}

/** Proposes other words for those that are selected; the text itself stays as it is. */
export function SuggestDialog({ place, onSuggest, onClose }: SuggestDialogProps) {
  const { t } = useTranslation('plans');
  const [words] = useState(() => wordsAt(place));
  const [by, setBy] = useState(words);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const suggest = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    try {
      onSuggest({ by: by.trim(), reason: reason.trim() });
      onClose();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('suggestions.suggest')}
      closeButtonProps={{ 'aria-label': t('suggestions.close') }}
      returnFocus={false}
    >
      <form onSubmit={suggest} noValidate>
        <Stack>
          <Text size="sm">{t('suggestions.hint')}</Text>
          <Textarea
            data-autofocus
            label={t('suggestions.newWords')}
            description={t('suggestions.newWordsHint')}
            value={by}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={suggestionLimits.characters}
            onChange={(event) => setBy(event.currentTarget.value)}
          />
          <Textarea
            label={t('suggestions.reason')}
            value={reason}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={suggestionLimits.reasonCharacters}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {failure !== undefined && <FailureMessage error={failure} />}
          <Group justify="flex-end" gap="xs">
            <Button onClick={onClose}>{t('suggestions.cancel')}</Button>
            <Button type="submit" variant="filled" disabled={by.trim() === words.trim()}>
              {t('suggestions.suggest')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
