import { Button, Group, Text } from '@mantine/core';

/** What was done, with the way back. */
export function UndoNotice({
  text,
  action,
  onAction,
}: {
  text: string;
  action: string;
  onAction: () => void;
}) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm" lineClamp={2}>
        {text}
      </Text>
      <Button size="xs" onClick={onAction}>
        {action}
      </Button>
    </Group>
  );
}
