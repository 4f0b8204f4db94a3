import '@fontsource-variable/inter/index.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './global.css';
import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { interfaceLanguages, pickInterfaceLanguage } from '../../shared/kernel/languages.ts';
import { BackendProvider, createBackendAccess } from '../api/backend-context.tsx';
import { createTranslations, switchLanguage } from '../i18n/catalogs.ts';
import { createAppRouter } from './router.tsx';
import { showWhenSlow } from './starting-screen.tsx';
import { colourVariables, theme } from './theme.ts';

const languageKey = 'language';
const element = document.getElementById('root');
if (!element) throw new Error('no root element');
const root = createRoot(element);
const access = createBackendAccess(window);
const stopWaiting = showWhenSlow(root, pickInterfaceLanguage(navigator.languages));
// The language of last time is a good guess: its texts load while the backend is still being asked.
const guess = interfaceLanguages.find((language) => language === localStorage.getItem(languageKey));
const guessed = createTranslations(guess ?? pickInterfaceLanguage(navigator.languages));
void access.queryClient.prefetchQuery(access.queries.workspaces.list.queryOptions());
// A profile that can't be read is not the end: the root screen reads it again and says what is wrong.
const profile = await access.queryClient
  .fetchQuery(access.queries.profile.get.queryOptions())
  .catch(() => undefined);
const language = profile?.language ?? pickInterfaceLanguage(navigator.languages);
document.documentElement.lang = language;
localStorage.setItem(languageKey, language);
const translations = await guessed;
if (translations.language !== language) await switchLanguage(translations, language);
const router = createAppRouter();
stopWaiting();
root.render(
  <I18nextProvider i18n={translations}>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={colourVariables}
      defaultColorScheme={profile?.colorScheme ?? 'auto'}
    >
      <Notifications position="bottom-right" />
      <BackendProvider access={access}>
        <ModalsProvider>
          <RouterProvider router={router} />
        </ModalsProvider>
      </BackendProvider>
    </MantineProvider>
  </I18nextProvider>,
);
