import { Button } from '@mantine/core';
import { IconMessage2Plus } from '@tabler/icons-react';
import { type Editor, useEditorState } from '@tiptap/react';
import { useTranslation } from 'react-i18next';
import { selectedWords } from './suggestion-marks.ts';
import classes from './chapter-editor.module.css';

/** For those who may comment but not write: other words for the selected ones can be suggested. */
export function SuggestBar({ editor, onSuggest }: { editor: Editor; onSuggest: () => void }) {
  const { t } = useTranslation('editor');
  const hasWords = useEditorState({
    editor,
    selector: ({ editor: current }) => selectedWords(current.state) !== null,
  });
  return (
    <div className={classes.toolbar}>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconMessage2Plus size={16} aria-hidden />}
        disabled={!hasWords}
        onClick={onSuggest}
      >
        {t('suggest')}
      </Button>
    </div>
  );
}
