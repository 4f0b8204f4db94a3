import { Anchor, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type Editor, getMarkRange } from '@tiptap/react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { allowedHref, isAllowedHref } from './links.ts';

/** Sets, changes or removes the link at the selection. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { t } = useTranslation('editor');
  const [current] = useState(() => linkAtSelection(editor));
  const [address, setAddress] = useState(current.href);
  const [text, setText] = useState('');
  const [refused, setRefused] = useState(false);
  const needsText = current.href === '' && editor.state.selection.empty;

  const apply = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const href = allowedHref(address);
    setRefused(href === null);
    if (href === null) return;
    if (needsText) insertLinkedText(editor, text.trim() || address.trim(), href);
    else editor.chain().extendMarkRange('link').setLink({ href }).run();
    onClose();
  };
  const remove = () => {
    editor.chain().extendMarkRange('link').unsetLink().run();
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('linkDialog.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      returnFocus={false}
    >
      <form onSubmit={apply} noValidate>
        <Stack>
          <TextInput
            data-autofocus
            label={t('linkDialog.address')}
            description={t('linkDialog.addressHint')}
            error={refused && t('linkDialog.invalid')}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            inputMode="url"
            maxLength={2000}
          />
          {needsText && (
            <TextInput
              label={t('linkDialog.text')}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              maxLength={500}
            />
          )}
          <Group justify="space-between">
            <Group gap="xs">
              {current.href !== '' && <Button onClick={remove}>{t('linkDialog.remove')}</Button>}
              {isAllowedHref(current.href) && (
                <Anchor href={current.href} target="_blank" rel="noopener noreferrer nofollow" size="sm">
                  {t('linkDialog.open')}
                </Anchor>
              )}
            </Group>
            <Group gap="xs">
              <Button onClick={onClose}>{t('cancel')}</Button>
              <Button type="submit" variant="filled">
                {t('linkDialog.apply')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function linkAtSelection(editor: Editor): { href: string } {
  const { $from } = editor.state.selection;
  const link = editor.schema.marks.link;
  const inside = link && getMarkRange($from, link) !== undefined;
  const href: unknown = inside || editor.isActive('link') ? editor.getAttributes('link').href : '';
  return { href: typeof href === 'string' ? href : '' };
}

function insertLinkedText(editor: Editor, text: string, href: string): void {
  editor
    .chain()
    .insertContent({ type: 'text', text, marks: [{ type: 'link', attrs: { href } }] })
    .unsetMark('link')
    .run();
}
