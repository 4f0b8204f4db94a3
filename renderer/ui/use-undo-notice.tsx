import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureNotice } from './use-failure-notice.ts';

const visibleMs = 15_000;

/** Tells that something was removed and offers to take it back while the notice stays. */
export function useUndoNotice(): (message: string, undo: () => Promise<unknown>) => void {
  const { t } = useTranslation('common');
  const showFailure = useFailureNotice();
  return useCallback(
    (message, undo) => {
      const id = crypto.randomUUID();
      const takeBack = () => {
        notifications.hide(id);
        undo().catch(showFailure);
      };
      notifications.show({
        id,
        color: 'gray',
        autoClose: visibleMs,
        closeButtonProps: { 'aria-label': t('close') },
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{message}</Text>
            <Button size="compact-sm" variant="light" flex="none" onClick={takeBack}>
              {t('undo')}
            </Button>
          </Group>
        ),
      });
    },
    [showFailure, t],
  );
}
