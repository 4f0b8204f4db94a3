import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanChapter } from '../../../shared/documents/chapters.ts';
import type { PlanMeta } from '../../../shared/documents/plan-document.ts';
import { findPlanTemplate, findTemplateChapter } from '../../../shared/documents/templates/catalogue.ts';
import { useBackend } from '../../api/backend-context.tsx';
import type { WordPlace } from '../../../shared/documents/word-place.ts';
import type { DocumentSession } from '../../api/documents/document-session.ts';
import { useFormats } from '../../i18n/formats.ts';
import { ChapterEditor } from './editor/chapter-editor.tsx';
import { caretColorFor } from './editor/caret-colors.ts';
import type { ChapterImageStore } from './editor/chapter-images.ts';
import type { ChapterUndo } from './editor/chapter-undo.ts';
import { SuggestDialog } from './suggestions/suggest-dialog.tsx';
import type { PlanSuggestions } from './suggestions/use-suggestions.ts';
import classes from './plan-page.module.css';

export interface PlanTextProps {
  session: DocumentSession;
  chapter: PlanChapter;
  meta: PlanMeta;
  editable: boolean;
  /** Other words may be suggested. */
  mayComment: boolean;
  images: ChapterImageStore;
  undo: ChapterUndo;
  suggestions: PlanSuggestions | undefined;
}

/** The text of one chapter under its heading. */
export const PlanText = memo(function PlanText({
  session,
  chapter,
  meta,
  editable,
  mayComment,
  images,
  undo,
  suggestions,
}: PlanTextProps) {
  const { t } = useTranslation('plans');
  const { language } = useFormats();
  const { queries } = useBackend();
  const profile = useQuery(queries.profile.get.queryOptions());
  const name = profile.data?.displayName ?? '';
  const user = useMemo(
    () => ({ name: name || t('someone'), color: caretColorFor(profile.data?.deviceId ?? '') }),
    [name, profile.data?.deviceId, t],
  );
  const template = findTemplateChapter(findPlanTemplate(meta.templateKey, meta.templateVersion), chapter.key);
  const [chosen, setChosen] = useState<WordPlace>();
  const { open, met } = suggestions ?? {};
  const places = useMemo(() => {
    const isHere = ({ chapterKey }: { chapterKey: string }) => chapterKey === chapter.key;
    const members = (met ?? []).filter(isHere).flatMap((group) => group.members);
    return [...(open ?? []).filter(isHere), ...members].flatMap(({ place }) => place ?? []);
  }, [open, met, chapter.key]);
  const heading = `${chapter.number} ${chapter.title}`.trim();
  return (
    <div className={classes.text}>
      <div className={classes.sheet}>
        <Title order={2} lang={meta.language} className={classes.chapterHeading}>
          {heading}
        </Title>
        <ChapterEditor
          document={session.doc}
          awareness={session.awareness}
          chapterKey={chapter.key}
          label={heading}
          editable={editable}
          user={user}
          placeholder={template?.guidance[language] ?? t('writeHere')}
          language={meta.language}
          images={images}
          undoManager={undo.of(chapter.key)}
          suggestedPlaces={places}
          onSuggest={suggestions && mayComment ? setChosen : undefined}
        />
        {chosen && suggestions && (
          <SuggestDialog
            place={chosen}
            onSuggest={(words) => suggestions.suggest(chapter.key, chosen, words)}
            onClose={() => setChosen(undefined)}
          />
        )}
      </div>
    </div>
  );
});
