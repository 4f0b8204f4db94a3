import { Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './settings.module.css';

export interface SettingsSectionProps {
  title: string;
  /** What the settings of this section are for. */
  hint?: string;
  actions?: ReactNode;
  children: ReactNode;
}

export function SettingsSection({ title, hint, actions, children }: SettingsSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <div className={classes.head}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {actions}
      </div>
      {hint !== undefined && (
        <Text size="sm" c="var(--text-muted)" maw={680} mb="sm">
          {hint}
        </Text>
      )}
      {children}
    </section>
  );
}
