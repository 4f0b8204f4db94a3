import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** An empty screen: what belongs here, and the first step. */
export function EmptyState({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" py={64} maw={520} mx="auto" ta="center">
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="var(--text-muted)">
        {text}
      </Text>
      {action}
    </Stack>
  );
}
