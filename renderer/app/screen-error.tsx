import { Button, Container } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FailureMessage } from '../ui/failure-message.tsx';

/** A screen that failed to draw: the rest of the app goes on. */
export function ScreenError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('common');
  return (
    <Container size="sm" py="xl">
      <FailureMessage
        error={error}
        action={
          <Button mt="sm" onClick={reset}>
            {t('tryAgain')}
          </Button>
        }
      />
    </Container>
  );
}
