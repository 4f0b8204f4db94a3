import { Loader, Text, UnstyledButton } from '@mantine/core';
import { IconBuildingCommunity, IconFileImport, IconPlayerPlay, IconUsersPlus } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceActions } from '../../ui/workspaces/use-workspace-actions.ts';
import classes from './welcome.module.css';

export interface StartCardsProps {
  actions: WorkspaceActions;
  onPartnership: () => void;
  onJoin: () => void;
  onFile: () => void;
}

/** The ways to begin. */
export function StartCards({ actions, onPartnership, onJoin, onFile }: StartCardsProps) {
  const { t } = useTranslation('welcome');
  const making = actions.busy === 'demo';
  const busy = actions.busy !== undefined;
  const icon = { size: 28, stroke: 1.5, 'aria-hidden': true } as const;
  return (
    <div className={classes.cards} aria-busy={making}>
      <StartCard
        icon={making ? <Loader size={28} /> : <IconPlayerPlay {...icon} />}
        title={t('demo.title')}
        text={making ? t('demo.making') : t('demo.text')}
        disabled={busy}
        onClick={actions.openDemo}
      />
      <StartCard
        icon={<IconBuildingCommunity {...icon} />}
        title={t('create.title')}
        text={t('create.text')}
        disabled={busy}
        onClick={onPartnership}
      />
      <StartCard
        icon={<IconUsersPlus {...icon} />}
        title={t('join.title')}
        text={t('join.text')}
        disabled={busy}
        onClick={onJoin}
      />
      <StartCard
        icon={<IconFileImport {...icon} />}
        title={t('file.title')}
        text={t('file.text')}
        disabled={busy}
        onClick={onFile}
      />
      <span role="status" className={classes.spoken}>
        {making ? t('demo.making') : ''}
      </span>
    </div>
  );
}

interface StartCardProps {
  icon: ReactNode;
  title: string;
  text: string;
  disabled: boolean;
  onClick: () => void;
}

/** The whole card is pressed, but only its title names the button: the text describes it. */
function StartCard({ icon, title, text, disabled, onClick }: StartCardProps) {
  const id = useId();
  return (
    <div className={classes.card} data-disabled={disabled || undefined}>
      <span className={classes.icon}>{icon}</span>
      <UnstyledButton className={classes.cover} aria-describedby={id} disabled={disabled} onClick={onClick}>
        {title}
      </UnstyledButton>
      <Text id={id} size="sm" c="var(--text-muted)">
        {text}
      </Text>
    </div>
  );
}
