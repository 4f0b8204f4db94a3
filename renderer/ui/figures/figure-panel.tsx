import { ActionIcon, Group, Paper, SegmentedControl, Title, VisuallyHidden } from '@mantine/core';
import { IconChartDots3, IconCheck, IconCopy, IconTable } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FigureTable, type FigureTableData } from './figure-table.tsx';
import { SavePicture } from './save-picture.tsx';
import classes from './figures.module.css';

export interface FigurePanelProps {
  title: string;
  /** The same as the figure, in rows and columns. */
  table: FigureTableData;
  /** Below figure and table: legend, notes. */
  footer?: ReactNode;
  children: ReactNode;
}

/** A figure with its table twin, the table for the clipboard, and the figure as a picture. */
export function FigurePanel({ title, table, footer, children }: FigurePanelProps) {
  const { t } = useTranslation('assessments');
  const [view, setView] = useState<'figure' | 'table'>('figure');
  const figure = useRef<HTMLDivElement>(null);
  return (
    <Paper withBorder className={classes.panel} component="section" aria-label={title}>
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Title order={2}>{title}</Title>
        <Group gap={4} wrap="nowrap">
          <CopyTable table={table} />
          {view === 'figure' && <SavePicture title={title} figure={figure} />}
          <SegmentedControl
            size="xs"
            aria-label={t('figure.view')}
            value={view}
            onChange={(next) => setView(next === 'table' ? 'table' : 'figure')}
            data={[
              { value: 'figure', label: <ViewLabel icon={IconChartDots3} text={t('figure.picture')} /> },
              { value: 'table', label: <ViewLabel icon={IconTable} text={t('figure.table')} /> },
            ]}
          />
        </Group>
      </Group>
      {view === 'figure' ? <div ref={figure}>{children}</div> : <FigureTable table={table} label={title} />}
      {footer}
    </Paper>
  );
}

function ViewLabel({ icon: Icon, text }: { icon: typeof IconTable; text: string }) {
  return (
    <span className={classes.viewLabel} title={text}>
      <Icon size={16} aria-hidden />
      <VisuallyHidden>{text}</VisuallyHidden>
    </span>
  );
}

/** Copies the table so that it lands in the cells of a spreadsheet or text document. */
function CopyTable({ table }: { table: FigureTableData }) {
  const { t } = useTranslation('assessments');
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const rows = [table.columns, ...table.rows.map((row) => row.cells)];
    await navigator.clipboard.writeText(rows.map((row) => row.join('\t')).join('\n'));
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  const label = copied ? t('figure.copied') : t('figure.copy');
  return (
    <ActionIcon aria-label={label} title={label} onClick={() => void copy()}>
      {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
    </ActionIcon>
  );
}
