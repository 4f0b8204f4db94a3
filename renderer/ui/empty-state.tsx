import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  title: string;
  text: string;
  action?: ReactNode;
  /** 1 where the page has no other title. */
  order?: 1 | 2;
}

/** An empty screen: what belongs here, and the first step. */
export function EmptyState({ title, text, action, order = 2 }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" py={64} maw={520} mx="auto" ta="center">
      <Title order={order} size="h2">
        {title}
      </Title>
      <Text size="sm" c="var(--text-muted)">
        {text}
      </Text>
      {action}
    </Stack>
  );
}
