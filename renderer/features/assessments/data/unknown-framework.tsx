import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The assessment was made with a framework version that this copy of the app does not have. */
export function UnknownFramework({ version }: { version: string }) {
  const { t } = useTranslation('errors');
  return (
    <Alert color="red" variant="light" m="lg" role="alert" title={t('frameworkUnknown.title', { version })}>
      <Text size="sm">{t('frameworkUnknown.safe', { version })}</Text>
      <Text size="sm">{t('frameworkUnknown.todo', { version })}</Text>
    </Alert>
  );
}
