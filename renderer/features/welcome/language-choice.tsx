import { Text, Title, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { interfaceLanguages } from '../../../shared/kernel/languages.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import classes from './welcome.module.css';

/** The very first question, asked in every language at once. */
export function LanguageChoice() {
  const { t } = useTranslation('welcome');
  const { client } = useBackend();
  const showFailure = useFailureNotice();
  return (
    <div className={classes.languages}>
      <Title order={1} size={28} lh="36px" mb="lg">
        {t('title')}
      </Title>
      <div className={classes.languageList} role="group" aria-label={t('language')}>
        {interfaceLanguages.map((language) => (
          <UnstyledButton
            key={language}
            lang={language}
            className={classes.card}
            onClick={() => {
              client.profile.update({ language }).catch(showFailure);
            }}
          >
            <Text size="xl" fw={600}>
              {t(`common:languageName.${language}`)}
            </Text>
            <Text size="sm" c="var(--text-muted)">
              {t(`continueIn.${language}`)}
            </Text>
          </UnstyledButton>
        ))}
      </div>
    </div>
  );
}
