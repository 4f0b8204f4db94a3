import { Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './room.module.css';

export interface RoomSectionProps {
  title: string;
  hint?: string;
  children?: ReactNode;
}

export function RoomSection({ title, hint, children }: RoomSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <Title order={2} id={id} mb={hint === undefined ? 'md' : 4}>
        {title}
      </Title>
      {hint !== undefined && (
        <Text size="sm" c="var(--text-muted)" maw={680} mb="md">
          {hint}
        </Text>
      )}
      {children}
    </section>
  );
}
