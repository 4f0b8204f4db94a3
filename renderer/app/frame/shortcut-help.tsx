import { Kbd, Modal, Table } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

const groups = {
  everywhere: ['search', 'help', 'undo', 'redo'],
  criterion: ['past', 'present', 'desired', 'level', 'half', 'empty', 'next', 'previous'],
  editor: ['bold', 'italic', 'underline', 'heading', 'bulletList', 'table'],
} as const;

/** All keys on one page, opened by `?`. */
export function ShortcutHelp() {
  const { t } = useTranslation('shortcuts');
  const { t: common } = useTranslation('common');
  const [opened, { open, close }] = useDisclosure(false);
  useHotkeys([['shift+?', open]]);
  useEffect(
    () => window.workbenchShell?.onMenuCommand((command) => command === 'shortcuts' && open()),
    [open],
  );
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('title')}
      size="lg"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {Object.entries(groups).map(([group, keys]) => (
        <Table key={group} mb="md" aria-label={t(`group.${group}`)}>
          <Table.Caption style={{ captionSide: 'top', textAlign: 'start', fontWeight: 600 }}>
            {t(`group.${group}`)}
          </Table.Caption>
          <Table.Tbody>
            {keys.map((key) => (
              <Table.Tr key={key}>
                <Table.Td w={180}>
                  <Kbd>{t(`keys.${group}.${key}`)}</Kbd>
                </Table.Td>
                <Table.Td>{t(`text.${group}.${key}`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ))}
    </Modal>
  );
}
