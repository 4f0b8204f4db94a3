import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HandoverLostText } from '../../../shared/contract/handover.ts';
import classes from './handover.module.css';

/** Words that no chapter would show after the merge: to be copied and put where they belong. */
export function LostTexts({ texts }: { texts: readonly HandoverLostText[] }) {
  const { t } = useTranslation('handover');
  return (
    <Alert
      variant="light"
      color="yellow"
      mt="xs"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('lostTitle', { count: texts.length })}
    >
      <Text size="sm" mb="xs">
        {t('lostWhy')}
      </Text>
      <ul className={classes.list}>
        {texts.map((text, index) => (
          <li key={`${text.text}/${index}`}>
            <LostTextRow text={text} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function LostTextRow({ text }: { text: HandoverLostText }) {
  const { t } = useTranslation('handover');
  const clipboard = useClipboard();
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap">
      <Stack gap={0}>
        <Text size="sm" fw={500} className={classes.name}>
          {text.text}
        </Text>
        {text.paragraph !== text.text && (
          <Text size="xs" className={classes.name}>
            {t('lostIn', { paragraph: text.paragraph })}
          </Text>
        )}
        <Text size="xs" c="var(--text-muted)">
          {t(`lostSide.${text.side}`)}
        </Text>
      </Stack>
      <Button
        size="compact-sm"
        leftSection={
          clipboard.copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />
        }
        onClick={() => clipboard.copy(text.paragraph)}
      >
        {clipboard.copied ? t('copied') : t('copy')}
      </Button>
    </Group>
  );
}
