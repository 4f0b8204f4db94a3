import { ActionIcon, Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconCircle,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleHalf2,
  IconDots,
  IconMessage2,
  IconPlus,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type * as Y from 'yjs';
import {
  addChapter,
  type ChapterState,
  moveChapter,
  type PlanChapter,
  removeChapter,
  setChapterHeading,
} from '../../../shared/documents/chapters.ts';
import { NameDialog } from './name-dialog.tsx';
import type { PlanSuggestions } from './suggestions/use-suggestions.ts';
import classes from './plan-page.module.css';

const stateIcons = {
  empty: IconCircleDashed,
  draft: IconCircle,
  inReview: IconCircleHalf2,
  agreed: IconCircleCheckFilled,
} satisfies Record<ChapterState, typeof IconCircle>;

export interface OutlinePaneProps {
  doc: Y.Doc;
  planId: string;
  chapters: readonly PlanChapter[];
  current: string | undefined;
  readOnly: boolean;
  suggestions: PlanSuggestions | undefined;
}

/** The chapters with their states; own chapters can be added, moved and taken out. */
export const OutlinePane = memo(function OutlinePane({
  doc,
  planId,
  chapters,
  current,
  readOnly,
  suggestions,
}: OutlinePaneProps) {
  const { t } = useTranslation('plans');
  const [naming, setNaming] = useState<PlanChapter>();
  const [adding, add] = useDisclosure(false);
  return (
    <nav className={classes.outline} aria-label={t('chapters')}>
      <ol className={classes.chapters}>
        {chapters.map((chapter) => {
          const Icon = stateIcons[chapter.state];
          const waiting = waitingIn(chapter.key, suggestions);
          return (
            <li key={chapter.key} className={classes.chapter} data-depth={chapter.depth}>
              <Link
                to="/plans/$planId"
                params={{ planId }}
                search={{ chapter: chapter.key }}
                className={classes.chapterLink}
                aria-current={chapter.key === current ? 'page' : undefined}
              >
                <span className={classes.number}>{chapter.number}</span>
                <span className={classes.chapterTitle}>{chapter.title}</span>
                {waiting > 0 && (
                  <span className={classes.waiting} title={t('waitingHere', { count: waiting })}>
                    <IconMessage2 size={14} role="img" aria-label={t('waitingHere', { count: waiting })} />
                  </span>
                )}
                <Icon
                  size={14}
                  className={classes.state}
                  data-state={chapter.state}
                  role="img"
                  aria-label={t(`state.${chapter.state}`)}
                />
              </Link>
              {!readOnly && (
                <ChapterMenu
                  doc={doc}
                  chapter={chapter}
                  chapters={chapters}
                  onRename={() => setNaming(chapter)}
                />
              )}
            </li>
          );
        })}
      </ol>
      {!readOnly && (
        <Button
          variant="subtle"
          size="xs"
          justify="start"
          fullWidth
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={add.open}
        >
          {t('addChapter')}
        </Button>
      )}
      {adding && (
        <NameDialog
          title={t('addChapter')}
          label={t('heading')}
          hint={t('headingHint')}
          maxCharacters={300}
          initial=""
          onClose={add.close}
          onSave={(heading) => {
            const last = chapters.findLast((chapter) => chapter.parentKey === null);
            const key = `own-${crypto.randomUUID().slice(0, 13)}`;
            addChapter(doc, key, heading, { afterKey: last?.key ?? null, parentKey: null });
          }}
        />
      )}
      {naming && (
        <NameDialog
          key={naming.key}
          title={t('renameChapter')}
          label={t('heading')}
          hint={t('headingHint')}
          maxCharacters={300}
          initial={naming.title}
          onClose={() => setNaming(undefined)}
          onSave={(heading) => setChapterHeading(doc, naming.key, heading)}
        />
      )}
    </nav>
  );
});

/** Suggestions, met ones and kept texts of a chapter that somebody has to decide about. */
function waitingIn(key: string, suggestions: PlanSuggestions | undefined): number {
  const isHere = ({ chapterKey }: { chapterKey: string }) => chapterKey === key;
  if (!suggestions) return 0;
  const { open, kept, met } = suggestions;
  return [open, kept, met].reduce((sum, some) => sum + some.filter(isHere).length, 0);
}

interface ChapterMenuProps {
  doc: Y.Doc;
  chapter: PlanChapter;
  chapters: readonly PlanChapter[];
  onRename: () => void;
}

function ChapterMenu({ doc, chapter, chapters, onRename }: ChapterMenuProps) {
  const { t } = useTranslation('plans');
  const siblings = chapters.filter(({ parentKey }) => parentKey === chapter.parentKey);
  const index = siblings.findIndex(({ key }) => key === chapter.key);
  const moveAfter = (afterKey: string | null) =>
    moveChapter(doc, chapter.key, { afterKey, parentKey: chapter.parentKey });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          size="sm"
          className={classes.chapterMenu}
          aria-label={t('chapterActions', { title: chapter.title })}
        >
          <IconDots size={14} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onRename}>{t('renameChapter')}</Menu.Item>
        {chapter.hasOwnHeading && (
          <Menu.Item onClick={() => setChapterHeading(doc, chapter.key, null)}>
            {t('templateHeading')}
          </Menu.Item>
        )}
        <Menu.Item disabled={index <= 0} onClick={() => moveAfter(siblings[index - 2]?.key ?? null)}>
          {t('moveUp')}
        </Menu.Item>
        <Menu.Item
          disabled={index === siblings.length - 1}
          onClick={() => moveAfter(siblings[index + 1]?.key ?? null)}
        >
          {t('moveDown')}
        </Menu.Item>
        {chapter.custom && (
          <Menu.Item onClick={() => removeChapter(doc, chapter.key)}>{t('removeChapter')}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
