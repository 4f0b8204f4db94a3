import { Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchPanel } from './search-panel.tsx';

const openEvent = 'workbench:search';

/** Opens the search over everything, from anywhere. */
export function openSearch(): void {
  window.dispatchEvent(new Event(openEvent));
}

/** Search over everything: one per window; opens by Ctrl K, also while one is typing. */
export function SearchDialog() {
  const { t } = useTranslation('search');
  const [opened, { open, close, toggle }] = useDisclosure(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isSearchKey(event)) return;
      event.preventDefault();
      event.stopPropagation();
      toggle();
    };
    window.addEventListener(openEvent, open);
    // While capturing: an editor must not take the key for something of its own.
    window.addEventListener('keydown', onKey, true);
    const stopMenu = window.workbenchShell?.onMenuCommand((command) => {
      if (command === 'search') open();
    });
    return () => {
      window.removeEventListener(openEvent, open);
      window.removeEventListener('keydown', onKey, true);
      stopMenu?.();
    };
  }, [open, toggle]);
  return (
    <Modal.Root opened={opened} onClose={close} centered={false} size={680} padding={0} yOffset="10vh">
      <Modal.Overlay />
      <Modal.Content aria-label={t('title')} aria-labelledby={undefined}>
        <SearchPanel onDone={close} />
      </Modal.Content>
    </Modal.Root>
  );
}

/** By the key's place too: with a Greek layout the key K gives "κ". */
function isSearchKey(event: KeyboardEvent): boolean {
  const withControl = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  return withControl && (event.key.toLowerCase() === 'k' || event.code === 'KeyK');
}
