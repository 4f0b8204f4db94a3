import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { AppErrorCode } from '../../shared/kernel/errors.ts';

/** Tells that a file could not be read at all. */
export function useReadFailure(): (code: AppErrorCode, name: string) => void {
  const { t } = useTranslation(['errors', 'common']);
  return (code, name) =>
    notifications.show({
      color: 'red',
      title: t(`errors:${code}.title`),
      message: `${name}: ${t(`errors:${code}.safe`)} ${t(`errors:${code}.todo`)}`,
      autoClose: false,
      closeButtonProps: { 'aria-label': t('common:close') },
    });
}
