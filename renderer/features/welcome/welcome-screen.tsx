import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile, WorkspaceRow } from '../../../shared/contract/workspaces.ts';
import { ColorSchemeButton } from '../../ui/color-scheme-button.tsx';
import { LanguageMenu } from '../../ui/language-menu.tsx';
import { useOpeningFiles } from '../../ui/opening-files.tsx';
import { useWorkspaceActions } from '../../ui/workspaces/use-workspace-actions.ts';
import { ExistingWorkspaces } from './existing-workspaces.tsx';
import { JoinPartnership } from './join-partnership.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { StartCards } from './start-cards.tsx';
import { StartPartnership } from './start-partnership.tsx';
import classes from './welcome.module.css';

type Step = 'choose' | 'partnership' | 'join';

export interface WelcomeScreenProps {
  profile: Profile;
  workspaces: WorkspaceRow[];
  /** In place of the ways to begin: a file that somebody looks into. */
  children: ReactNode;
}

/** What shows while no workspace is open: language, ways to begin, and the workspaces that are here. */
export function WelcomeScreen({ profile, workspaces, children }: WelcomeScreenProps) {
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
        {profile.language ? (
          children || <Beginning workspaces={workspaces} profile={profile} />
        ) : (
          <LanguageChoice />
        )}
      </main>
      <footer className={classes.foot}>{t('settings:version', { version: profile.appVersion })}</footer>
    </div>
  );
}

function Beginning({ workspaces, profile }: { workspaces: WorkspaceRow[]; profile: Profile }) {
  const { t } = useTranslation('welcome');
  const navigate = useNavigate();
  const actions = useWorkspaceActions();
  const opening = useOpeningFiles();
  const waiting = opening.exchangeFiles[0];
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
        forFile={waiting !== undefined}
        onCancel={() => setStep('choose')}
        onStarted={() => void navigate({ to: waiting ? '/assessments' : '/' })}
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
      {waiting && (
        <Alert
          variant="light"
          icon={<IconInfoCircle aria-hidden />}
          title={t('file.waiting', { name: waiting.name })}
        >
          <Text size="sm">{t(returning ? 'file.howAgain' : 'file.how')}</Text>
          <Button mt="sm" onClick={() => opening.putAway(waiting)}>
            {t('file.putAway')}
          </Button>
        </Alert>
      )}
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
          onFile={opening.choose}
        />
      </section>
    </Stack>
  );
}
