import { Code, ScrollArea, Table, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SnapshotPreview } from '../../../../shared/contract/snapshots.ts';
import { useFormats } from '../../../i18n/formats.ts';
import type { SnapshotChoiceAccess } from './use-snapshot-choice.ts';
import classes from './snapshots.module.css';

/** What would leave this laptop, in short and to the letter. */
export function SnapshotPreviewBox(props: { choice: SnapshotChoiceAccess; preview: SnapshotPreview }) {
  const { choice, preview } = props;
  const { t } = useTranslation('snapshots');
  const formats = useFormats();
  const [literal, setLiteral] = useState(false);
  const Chevron = literal ? IconChevronDown : IconChevronRight;
  const head = choice.share ? 'dialog.leaves' : choice.leaves ? 'dialog.inFile' : 'dialog.stays';
  const rows = [
    ...(choice.leaves ? [[t('dialog.shownAs'), preview.origin]] : []),
    [t('dialog.scores'), formats.integer(preview.counts.scores)],
    [t('dialog.texts'), formats.integer(preview.counts.texts)],
    [t('dialog.sources'), formats.integer(preview.counts.sources)],
    [t('dialog.size'), formats.fileSize(preview.byteLength)],
  ];
  return (
    <section className={classes.preview} aria-label={t(head)}>
      <Text size="sm" fw={600}>
        {t(head)}
      </Text>
      <Table aria-label={t(head)} verticalSpacing={2}>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w={220} fw={400} c="var(--text-muted)">
                {name}
              </Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <UnstyledButton
        className={classes.literalToggle}
        aria-expanded={literal}
        onClick={() => setLiteral(!literal)}
      >
        <Chevron size={16} aria-hidden /> {t('dialog.literal')}
      </UnstyledButton>
      {literal && (
        <ScrollArea.Autosize
          mah={260}
          viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('dialog.literalLabel') }}
        >
          <Code block className={classes.literal}>
            {preview.text}
          </Code>
        </ScrollArea.Autosize>
      )}
    </section>
  );
}
