import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanChapter } from '../../../shared/documents/chapters.ts';
import type { PlanMeta } from '../../../shared/documents/plan-document.ts';
import { findPlanTemplate, findTemplateChapter } from '../../../shared/documents/templates/catalogue.ts';
import { useBackend } from '../../api/backend-context.tsx';
import type { DocumentSession } from '../../api/documents/document-session.ts';
import { useFormats } from '../../i18n/formats.ts';
import { ChapterEditor } from './editor/chapter-editor.tsx';
import { caretColorOf } from './editor/caret-colors.ts';
import { usePlanImages } from './use-plan-images.ts';
import classes from './plan-page.module.css';

export interface PlanTextProps {
  session: DocumentSession;
  chapter: PlanChapter;
  meta: PlanMeta;
  editable: boolean;
}

/** The text of one chapter under its heading. */
export function PlanText({ session, chapter, meta, editable }: PlanTextProps) {
  const { t } = useTranslation('plans');
  const { language } = useFormats();
  const { queries } = useBackend();
  const profile = useQuery(queries.profile.get.queryOptions());
  const images = usePlanImages(session.documentId);
  const name = profile.data?.displayName ?? '';
  const user = useMemo(
    () => ({ name: name || t('someone'), color: caretColorOf(session.awareness.clientID) }),
    [name, session, t],
  );
  const template = findTemplateChapter(findPlanTemplate(meta.templateKey, meta.templateVersion), chapter.key);
  return (
    <ChapterEditor
      document={session.doc}
      awareness={session.awareness}
      chapterKey={chapter.key}
      heading={`${chapter.number} ${chapter.title}`.trim()}
      editable={editable}
      user={user}
      placeholder={template?.guidance[language] ?? t('writeHere')}
      language={meta.language}
      images={images}
      className={classes.text}
    />
  );
}
