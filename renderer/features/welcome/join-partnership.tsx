import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  JoinPartnershipForm,
  type JoinPartnershipFormProps,
} from '../../ui/membership/join-partnership-form.tsx';
import classes from './welcome.module.css';

export function JoinPartnership(props: JoinPartnershipFormProps) {
  const { t } = useTranslation('membership');
  return (
    <div className={classes.form}>
      <Title order={1} mb="xs">
        {t('join')}
      </Title>
      <Text c="var(--text-muted)" mb="md">
        {t('joinNewHint')}
      </Text>
      <JoinPartnershipForm {...props} />
    </div>
  );
}
