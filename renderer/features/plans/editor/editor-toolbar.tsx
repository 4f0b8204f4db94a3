import { Menu } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconH1,
  IconH2,
  IconH3,
  IconItalic,
  IconLink,
  IconList,
  IconListCheck,
  IconListNumbers,
  IconMessage2Plus,
  IconPhoto,
  IconSeparatorHorizontal,
  IconTable,
  IconUnderline,
} from '@tabler/icons-react';
import { type Editor, useEditorState } from '@tiptap/react';
import { type ComponentType, memo, useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './chapter-editor.module.css';
import { TableMenuItems } from './table-menu.tsx';
import { readToolbarState, type ToolbarState } from './toolbar-state.ts';
import { useRovingFocus } from './use-roving-focus.ts';

export interface EditorToolbarProps {
  editor: Editor;
  onLink: () => void;
  onImage: () => void;
  /** Undefined where nothing can be suggested. */
  onSuggest: (() => void) | undefined;
}

/** The formatting bar. It follows the selection by itself: typing renders it again only when a button changes. */
export const EditorToolbar = memo(function EditorToolbar({
  editor,
  onLink,
  onImage,
  onSuggest,
}: EditorToolbarProps) {
  const { t } = useTranslation('editor');
  const state = useEditorState({ editor, selector: ({ editor }) => readToolbarState(editor) });
  const { ref, onKeyDown, onFocus } = useRovingFocus(() => editor.commands.focus());
  const hintId = useId();
  const chain = () => editor.chain().focus();
  return (
    <RichTextEditor.Toolbar
      ref={ref}
      sticky
      stickyOffset="var(--editor-toolbar-offset, 0px)"
      className={classes.toolbar}
      role="toolbar"
      aria-label={t('toolbar')}
      aria-describedby={hintId}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <span id={hintId} hidden>
        {t('toolbarHint')}
      </span>
      <RichTextEditor.ControlsGroup>
        {headings.map(({ level, icon }) => (
          <Tool
            key={level}
            icon={icon}
            label={t('heading', { level })}
            keys={`Control+Alt+${level}`}
            active={state.headingLevel === level}
            onClick={() => chain().togglePlanHeading(level).run()}
          />
        ))}
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <Tool
          icon={IconBold}
          label={t('bold')}
          keys="Control+B"
          active={state.bold}
          onClick={() => chain().toggleBold().run()}
        />
        <Tool
          icon={IconItalic}
          label={t('italic')}
          keys="Control+I"
          active={state.italic}
          onClick={() => chain().toggleItalic().run()}
        />
        <Tool
          icon={IconUnderline}
          label={t('underline')}
          keys="Control+U"
          active={state.underline}
          onClick={() => chain().toggleUnderline().run()}
        />
      </RichTextEditor.ControlsGroup>
      <BlockTools editor={editor} state={state} />
      <RichTextEditor.ControlsGroup>
        <Tool icon={IconLink} label={t('link')} keys="Control+Shift+K" active={state.link} onClick={onLink} />
        <Tool
          icon={IconPhoto}
          label={state.image ? t('imageChange') : t('image')}
          active={state.image}
          onClick={onImage}
        />
        <Menu position="bottom-start" returnFocus={false} withinPortal>
          <Menu.Target>
            <Tool icon={IconTable} label={t('table.menu')} active={state.inTable} />
          </Menu.Target>
          <Menu.Dropdown>
            <TableMenuItems editor={editor} state={state} />
          </Menu.Dropdown>
        </Menu>
        <Tool
          icon={IconSeparatorHorizontal}
          label={t('horizontalRule')}
          onClick={() => chain().setHorizontalRule().run()}
        />
      </RichTextEditor.ControlsGroup>
      {onSuggest && (
        <RichTextEditor.ControlsGroup>
          <Tool icon={IconMessage2Plus} label={t('suggest')} disabled={!state.hasWords} onClick={onSuggest} />
        </RichTextEditor.ControlsGroup>
      )}
      <RichTextEditor.ControlsGroup>
        <Tool
          icon={IconArrowBackUp}
          label={t('undo')}
          keys="Control+Z"
          disabled={!state.canUndo}
          onClick={() => chain().undo().run()}
        />
        <Tool
          icon={IconArrowForwardUp}
          label={t('redo')}
          keys="Control+Y"
          disabled={!state.canRedo}
          onClick={() => chain().redo().run()}
        />
      </RichTextEditor.ControlsGroup>
    </RichTextEditor.Toolbar>
  );
});

const headings = [
  { level: 1, icon: IconH1 },
  { level: 2, icon: IconH2 },
  { level: 3, icon: IconH3 },
] as const;

function BlockTools({ editor, state }: { editor: Editor; state: ToolbarState }) {
  const { t } = useTranslation('editor');
  const chain = () => editor.chain().focus();
  return (
    <RichTextEditor.ControlsGroup>
      <Tool
        icon={IconList}
        label={t('bulletList')}
        keys="Control+Shift+8"
        active={state.bulletList}
        onClick={() => chain().toggleBulletList().run()}
      />
      <Tool
        icon={IconListNumbers}
        label={t('orderedList')}
        keys="Control+Shift+7"
        active={state.orderedList}
        onClick={() => chain().toggleOrderedList().run()}
      />
      <Tool
        icon={IconListCheck}
        label={t('taskList')}
        keys="Control+Shift+9"
        active={state.taskList}
        onClick={() => chain().toggleTaskList().run()}
      />
      <Tool
        icon={IconBlockquote}
        label={t('blockquote')}
        keys="Control+Shift+B"
        active={state.blockquote}
        onClick={() => chain().toggleBlockquote().run()}
      />
    </RichTextEditor.ControlsGroup>
  );
}

interface ToolProps {
  icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
  label: string;
  /** As in `aria-keyshortcuts`. */
  keys?: string;
  active?: boolean;
  disabled?: boolean;
  onClick?: () => void;
}

function Tool({ icon: Icon, label, keys, active, ...others }: ToolProps) {
  return (
    <RichTextEditor.Control
      {...others}
      className={classes.tool}
      aria-label={label}
      title={keys ? `${label} (${keys.replace('Control', 'Ctrl')})` : label}
      aria-keyshortcuts={keys}
      {...(active === undefined ? {} : { active, 'aria-pressed': active })}
    >
      <Icon size={18} stroke={1.7} aria-hidden />
    </RichTextEditor.Control>
  );
}
