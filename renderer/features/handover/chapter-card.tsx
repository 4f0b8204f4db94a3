import { Group, Text, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChapterChange } from '../../../shared/documents/plan-comparison.ts';
import type { ParagraphChange } from '../../../shared/documents/text-diff.ts';
import classes from './handover.module.css';

/** What changes in one chapter, paragraph by paragraph. */
export function ChapterCard({ chapter }: { chapter: ChapterChange }) {
  const { t } = useTranslation('handover');
  const { added, removed, changed } = chapter.paragraphs;
  const counts = [
    ...(chapter.kind === 'changed' ? [] : [t(`chapterKind.${chapter.kind}`)]),
    ...(added > 0 ? [t('paragraphs.added', { count: added })] : []),
    ...(changed > 0 ? [t('paragraphs.changed', { count: changed })] : []),
    ...(removed > 0 ? [t('paragraphs.removed', { count: removed })] : []),
    ...chapter.details.map((detail) => t(`detail.${detail}`)),
  ];
  const hidden = added + removed + changed - chapter.changes.length;
  return (
    <div className={classes.chapter}>
      <Group gap="xs" align="baseline">
        <Text component="h3" size="sm" fw={600} className={classes.name}>
          {[chapter.number, chapter.title].filter(Boolean).join(' ')}
        </Text>
        <Text size="xs" c="var(--text-muted)">
          {counts.join(' · ')}
        </Text>
      </Group>
      <ul className={classes.changes}>
        {chapter.changes.map((change, index) => (
          <li key={index} className={classes.change} data-kind={change.kind}>
            <VisuallyHidden>{t(`paragraphIs.${change.kind}`)} </VisuallyHidden>
            <Change change={change} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Text size="xs" c="var(--text-muted)">
          {t('moreChanges', { count: hidden })}
        </Text>
      )}
    </div>
  );
}

function Change({ change }: { change: ParagraphChange }) {
  if (change.kind !== 'changed') {
    return change.kind === 'added' ? <ins>{change.text}</ins> : <del>{change.text}</del>;
  }
  return change.words.map(({ kind, text }, index) => {
    if (kind === 'added') return <ins key={index}>{text}</ins>;
    if (kind === 'removed') return <del key={index}>{text}</del>;
    return <span key={index}>{text}</span>;
  });
}
