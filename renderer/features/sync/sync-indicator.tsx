import { Popover, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend, useConnectionState } from '../../api/backend-context.tsx';
import { SyncReport } from './sync-report.tsx';
import { type SyncTone, syncWord } from './sync-word.ts';
import classes from './sync.module.css';

const icons = {
  calm: IconCircleCheck,
  good: IconCloudCheck,
  busy: IconCloudUp,
  waiting: IconCloudOff,
  alert: IconAlertTriangle,
} satisfies Record<SyncTone, unknown>;

/** The word in the top bar that says where the work is; a press opens the report per document. */
export function SyncIndicator() {
  const { t } = useTranslation('sync');
  const { queries } = useBackend();
  const connection = useConnectionState();
  const { data: status, dataUpdatedAt } = useQuery(queries.sync.status.queryOptions());
  const [opened, setOpened] = useState(false);
  const word = syncWord(status, connection);
  // What was reported before the backend went away may be true no longer.
  const reported = connection === 'connected' ? status : undefined;
  const text = t(word.key, { count: word.count });
  const Icon = icons[word.tone];
  return (
    <>
      <Popover
        opened={opened}
        onChange={setOpened}
        position="bottom-end"
        width={600}
        trapFocus
        returnFocus
        shadow="md"
      >
        <Popover.Target>
          <UnstyledButton
            className={classes.word}
            data-tone={word.tone}
            aria-label={t('menu', { state: text })}
            onClick={() => setOpened(!opened)}
          >
            <Icon size={18} stroke={1.7} aria-hidden />
            <span className={classes.text}>{text}</span>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown p="md" maw="calc(100vw - 32px)">
          <SyncReport
            status={reported}
            reportedAt={dataUpdatedAt}
            word={text}
            onClose={() => setOpened(false)}
          />
        </Popover.Dropdown>
      </Popover>
      <span role="status" className={classes.spoken}>
        {word.tone === 'alert' ? text : ''}
      </span>
    </>
  );
}
