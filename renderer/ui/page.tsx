import { Group, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import classes from './page.module.css';

export interface PageProps {
  title: string;
  /** Beside the title: state, figures. */
  aside?: ReactNode;
  /** Buttons at the right end of the head. */
  actions?: ReactNode;
  /** Tables may use the whole width. */
  wide?: boolean;
  children: ReactNode;
}

/** The frame of every screen's content: a head with title and actions, then the content. */
export function Page({ title, aside, actions, wide = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} - ClusterPoliSEE`;
  }, [title]);
  return (
    <div className={wide ? classes.wide : classes.page}>
      <Group justify="space-between" align="center" gap="md" mb="md" wrap="wrap">
        <Group gap="sm" align="baseline">
          <Title order={1}>{title}</Title>
          {aside}
        </Group>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </div>
  );
}
