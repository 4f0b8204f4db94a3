import { Button, Paper, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './overview.module.css';

export interface ShownListProps {
  title: string;
  /** What the list is for, or that there is nothing in it. */
  help: string;
  items: readonly { key: string; content: ReactNode }[];
}

const firstItems = 6;

/** A list that shows its first entries and the rest when asked. */
export function ShownList({ title, help, items }: ShownListProps) {
  const { t } = useTranslation('assessments');
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, firstItems);
  return (
    <Paper withBorder component="section" p="md" aria-label={title} className={classes.list}>
      <Title order={2}>
        {title}
        {items.length > 0 && <span className={classes.count}>{items.length}</span>}
      </Title>
      <Text size="xs" c="var(--text-muted)" mb="xs">
        {help}
      </Text>
      <ul className={classes.items}>
        {shown.map(({ key, content }) => (
          <li key={key}>{content}</li>
        ))}
      </ul>
      {items.length > firstItems && (
        <Button size="compact-sm" variant="subtle" mt={4} onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? t('showLess') : t('showAll', { count: items.length })}
        </Button>
      )}
    </Paper>
  );
}
