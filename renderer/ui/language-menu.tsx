import { Button, Menu } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { interfaceLanguages } from '../../shared/kernel/languages.ts';
import { useBackend } from '../api/backend-context.tsx';
import { useFailureNotice } from './use-failure-notice.ts';

/** Switches the language of the interface, at once and for all windows. */
export function LanguageMenu() {
  const { t, i18n } = useTranslation('common');
  const { client } = useBackend();
  const showFailure = useFailureNotice();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          px={8}
          leftSection={<IconLanguage size={18} aria-hidden />}
          aria-label={`${t('languageMenu')}: ${i18n.language.toUpperCase()}`}
        >
          {i18n.language.toUpperCase()}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {interfaceLanguages.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            role="menuitemradio"
            aria-checked={language === i18n.language}
            fw={language === i18n.language ? 600 : undefined}
            onClick={() => {
              client.profile.update({ language }).catch(showFailure);
            }}
          >
            {t(`languageName.${language}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
