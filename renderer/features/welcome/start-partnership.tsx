import { Alert, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StartPartnershipForm } from '../../ui/workspaces/start-partnership-form.tsx';
import classes from './welcome.module.css';

export interface StartPartnershipProps {
  /** The user came to open a file: it is said what comes after. */
  forFile: boolean;
  onCancel: () => void;
  onStarted: () => void;
}

export function StartPartnership({ forFile, onCancel, onStarted }: StartPartnershipProps) {
  const { t } = useTranslation('welcome');
  return (
    <div className={classes.form}>
      <Title order={1} mb="md">
        {t('workspaces:form.title')}
      </Title>
      {forFile && (
        <Alert icon={<IconInfoCircle aria-hidden />} mb="md" variant="light">
          {t('file.how')}
        </Alert>
      )}
      <StartPartnershipForm onCancel={onCancel} onStarted={onStarted} />
    </div>
  );
}
