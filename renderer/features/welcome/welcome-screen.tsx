import { Group, Stack, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile, WorkspaceRow } from '../../../shared/contract/workspaces.ts';
import { ColorSchemeButton } from '../../ui/color-scheme-button.tsx';
import { useRequestImport } from '../../ui/import-requests.tsx';
import { LanguageMenu } from '../../ui/language-menu.tsx';
import { useWorkspaceActions } from '../../ui/workspaces/use-workspace-actions.ts';
import { ExistingWorkspaces } from './existing-workspaces.tsx';
import { JoinPartnership } from './join-partnership.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { StartCards } from './start-cards.tsx';
import { StartPartnership } from './start-partnership.tsx';
import classes from './welcome.module.css';

type Step = 'choose' | 'partnership' | 'join' | 'file';

/** What shows while no workspace is open: language, ways to begin, and the workspaces that are here. */
export function WelcomeScreen({ profile, workspaces }: { profile: Profile; workspaces: WorkspaceRow[] }) {
  const { t } = useTranslation('welcome');
  useEffect(() => {
    document.title = `${t('title')} - ClusterPoliSEE`;
  }, [t]);
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <Text fw={600} className={classes.grow}>
          {t('common:appName')}
        </Text>
        {profile.language && <LanguageMenu />}
        <ColorSchemeButton />
      </header>
      <main className={classes.content}>
        {profile.language ? <Beginning workspaces={workspaces} profile={profile} /> : <LanguageChoice />}
      </main>
      <footer className={classes.foot}>{t('settings:version', { version: profile.appVersion })}</footer>
    </div>
  );
}

function Beginning({ workspaces, profile }: { workspaces: WorkspaceRow[]; profile: Profile }) {
  const { t } = useTranslation('welcome');
  const navigate = useNavigate();
  const actions = useWorkspaceActions();
  const requestImport = useRequestImport();
  const [step, setStep] = useState<Step>('choose');
  if (step === 'join') {
    return (
      <JoinPartnership
        displayName={profile.displayName}
        onCancel={() => setStep('choose')}
        onJoined={(way) => void navigate({ to: way === 'room' ? '/room' : '/' })}
      />
    );
  }
  if (step !== 'choose') {
    return (
      <StartPartnership
        forFile={step === 'file'}
        onCancel={() => setStep('choose')}
        onStarted={() => {
          if (step === 'file') requestImport({ kind: 'choose' });
          else void navigate({ to: '/' });
        }}
      />
    );
  }
  const returning = workspaces.length > 0;
  return (
    <Stack gap="xl">
      <div>
        <Title order={1} size={28} lh="36px" mb="xs">
          {returning ? t('titleAgain') : t('title')}
        </Title>
        {!returning && (
          <Text size="lg" c="var(--text-muted)" maw={680}>
            {t('lead')}
          </Text>
        )}
      </div>
      {returning && (
        <ExistingWorkspaces workspaces={workspaces} lastId={profile.currentWorkspaceId} actions={actions} />
      )}
      <section aria-labelledby="welcome-start">
        <Group mb="sm">
          <Title order={2} id="welcome-start">
            {returning ? t('startAgain') : t('start')}
          </Title>
        </Group>
        <StartCards
          actions={actions}
          onPartnership={() => setStep('partnership')}
          onJoin={() => setStep('join')}
          onFile={() => setStep('file')}
        />
      </section>
    </Stack>
  );
}
