import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../api/backend-error.ts';

/** Shows a failed command as a notice that stays until it is closed. */
export function useFailureNotice(): (error: unknown) => void {
  const { t } = useTranslation(['errors', 'common']);
  return (error) => {
    const { code, params } = failureOf(error);
    notifications.show({
      color: 'red',
      title: t(`errors:${code}.title`, params),
      message: `${t(`errors:${code}.safe`, params)} ${t(`errors:${code}.todo`, params)}`,
      autoClose: false,
      closeButtonProps: { 'aria-label': t('common:close') },
    });
  };
}
