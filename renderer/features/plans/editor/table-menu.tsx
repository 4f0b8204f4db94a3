import { Menu, Text } from '@mantine/core';
import type { ChainedCommands, Editor } from '@tiptap/react';
import { useTranslation } from 'react-i18next';
import type { ToolbarState } from './toolbar-state.ts';

const rowCommands = ['addRowBefore', 'addRowAfter', 'deleteRow'] as const;
const columnCommands = ['addColumnBefore', 'addColumnAfter', 'deleteColumn'] as const;
const headingCommands = ['toggleHeaderRow', 'toggleHeaderColumn'] as const;

/** Commands for tables: outside of one only inserting, inside everything else. */
export function TableMenuItems({ editor, state }: { editor: Editor; state: ToolbarState }) {
  const { t } = useTranslation('editor');
  const run = (command: (chain: ChainedCommands) => ChainedCommands) => () =>
    command(editor.chain().focus()).run();
  if (!state.inTable) {
    const size = { rows: 3, cols: 3, withHeaderRow: true };
    return <Menu.Item onClick={run((chain) => chain.insertTable(size))}>{t('table.insert')}</Menu.Item>;
  }
  return (
    <>
      <Menu.Label>{t('table.rows')}</Menu.Label>
      {rowCommands.map((name) => (
        <Menu.Item key={name} onClick={run((chain) => chain[name]())}>
          {t(`table.${name}`)}
        </Menu.Item>
      ))}
      <Menu.Label>{t('table.columns')}</Menu.Label>
      {columnCommands.map((name) => (
        <Menu.Item key={name} onClick={run((chain) => chain[name]())}>
          {t(`table.${name}`)}
        </Menu.Item>
      ))}
      <Menu.Label>{t('table.cells')}</Menu.Label>
      <Menu.Item disabled={!state.canMergeCells} onClick={run((chain) => chain.mergeCells())}>
        {t('table.mergeCells')}
        {!state.canMergeCells && (
          <Text size="xs" c="dimmed">
            {t('table.selectHint')}
          </Text>
        )}
      </Menu.Item>
      <Menu.Item disabled={!state.canSplitCell} onClick={run((chain) => chain.splitCell())}>
        {t('table.splitCell')}
      </Menu.Item>
      {headingCommands.map((name) => (
        <Menu.Item key={name} onClick={run((chain) => chain[name]())}>
          {t(`table.${name}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item onClick={run((chain) => chain.deleteTable())}>{t('table.delete')}</Menu.Item>
    </>
  );
}
