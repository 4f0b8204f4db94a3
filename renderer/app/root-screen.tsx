import { useQuery } from '@tanstack/react-query';
import { Button, Container, useMantineColorScheme } from '@mantine/core';
import { Outlet, useMatchRoute } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../api/backend-context.tsx';
import { switchLanguage } from '../i18n/catalogs.ts';
import { FailureMessage } from '../ui/failure-message.tsx';
import { OpeningFilesProvider } from '../ui/opening-files.tsx';
import { AppFrame } from './frame/app-frame.tsx';

// Seen once: who works every day does not wait for it.
const WelcomeScreen = lazy(async () => {
  const { WelcomeScreen: screen } = await import('../features/welcome/welcome-screen.tsx');
  return { default: screen };
});

/** Everything of the window. What outlives a change of workspace stands around the screen. */
export function RootScreen() {
  return (
    <OpeningFilesProvider>
      <CurrentScreen />
    </OpeningFilesProvider>
  );
}

/** The frame with the current screen; before a workspace is open, the first-run screen. */
function CurrentScreen() {
  const { queries } = useBackend();
  const profile = useQuery(queries.profile.get.queryOptions());
  const workspaces = useQuery(queries.workspaces.list.queryOptions());
  const looksIntoFile = Boolean(useMatchRoute()({ to: '/handover/open/$fileId' }));
  useProfileSettings(profile.data);
  const error = profile.error ?? workspaces.error;
  if (error) {
    const retry = () => void Promise.all([profile.refetch(), workspaces.refetch()]);
    return <StartFailure error={error} onRetry={retry} />;
  }
  if (!profile.data || !workspaces.data) return null;
  const current = workspaces.data.find((row) => row.id === profile.data.currentWorkspaceId);
  if (current?.condition !== 'ok') {
    return (
      <Suspense>
        <WelcomeScreen profile={profile.data} workspaces={workspaces.data}>
          {looksIntoFile && <Outlet />}
        </WelcomeScreen>
      </Suspense>
    );
  }
  return <AppFrame workspace={current} />;
}

function StartFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('common');
  return (
    <Container size="sm" py="xl">
      <FailureMessage
        error={error}
        action={
          <Button mt="sm" onClick={onRetry}>
            {t('tryAgain')}
          </Button>
        }
      />
    </Container>
  );
}

/** Language and colours follow the profile, also when another window changed it. */
function useProfileSettings(
  profile: { language: 'en' | 'el' | 'hr' | null; colorScheme: 'light' | 'dark' | 'auto' } | undefined,
) {
  const { i18n } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const language = profile?.language;
  const colorScheme = profile?.colorScheme;
  useEffect(() => {
    if (!language) return;
    document.documentElement.lang = language;
    if (i18n.language !== language) void switchLanguage(i18n, language);
    void window.workbenchShell?.setLanguage(language);
  }, [language, i18n]);
  useEffect(() => {
    if (colorScheme) setColorScheme(colorScheme);
  }, [colorScheme, setColorScheme]);
}
