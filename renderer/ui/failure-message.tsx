import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../api/backend-error.ts';

/** A failed call as people need it: what happened, what is safe, what to do. */
export function FailureMessage({ error, action }: { error: unknown; action?: ReactNode }) {
  const { t } = useTranslation('errors');
  const { code, params } = failureOf(error);
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={t(`${code}.title`, params)}
      role="alert"
    >
      <Text size="sm">{t(`${code}.safe`, params)}</Text>
      <Text size="sm">{t(`${code}.todo`, params)}</Text>
      {action}
    </Alert>
  );
}
