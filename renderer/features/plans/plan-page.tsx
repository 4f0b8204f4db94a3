import { Button, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentSession } from '../../api/documents/document-session.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { ChapterPane } from './chapter-pane.tsx';
import { OutlinePane } from './outline-pane.tsx';
import { PlanStatusBar } from './plan-status-bar.tsx';
import { PlanText } from './plan-text.tsx';
import { createChapterUndo } from './editor/chapter-undo.ts';
import { ReadOnlyBar } from './access/read-only-bar.tsx';
import { useDocument, useDocumentState } from './use-document.ts';
import { usePlanImages } from './use-plan-images.ts';
import { useSuggestions } from './suggestions/use-suggestions.ts';
import { mayComment, usePlanRights } from './access/use-plan-rights.ts';
import { usePlanOutline } from './use-chapters.ts';
import classes from './plan-page.module.css';

/** Narrower windows give the text the room first; the panel opens with one press. */
const panelFitsFromPx = 1440;

/** A plan: its chapters on the left, the chapter being written, and what belongs to it on the right. */
export function PlanPage() {
  const { planId } = useParams({ from: '/plans/$planId' });
  const { t } = useTranslation('plans');
  const { queries } = useBackend();
  const row = useQuery(queries.records.get.queryOptions({ input: { kind: 'planDocument', id: planId } }));
  const session = useDocument(planId);
  if (row.data === null || row.data?.deleted) {
    return (
      <EmptyState
        title={t('goneTitle')}
        text={t('goneText')}
        action={
          <Button component={Link} to="/plans">
            {t('toList')}
          </Button>
        }
      />
    );
  }
  return session ? <OpenPlan key={session.documentId} session={session} /> : <Loading />;
}

function OpenPlan({ session }: { session: DocumentSession }) {
  const { t } = useTranslation('plans');
  const synced = useDocumentState(session, (state) => state.synced);
  const readOnly = useDocumentState(session, (state) => state.readOnly);
  const unavailable = useDocumentState(session, (state) => state.interruption === 'unavailable');
  const rights = usePlanRights(session.documentId);
  const mayWrite = readOnly === null && rights.readOnly === null;
  const outline = usePlanOutline(session.doc);
  const { chapter: wanted } = useSearch({ from: '/plans/$planId' });
  const { chapters, meta } = outline;
  const [first] = chapters;
  const chapter = chapters.find(({ key }) => key === wanted) ?? first;
  const images = usePlanImages(session.documentId);
  const suggestions = useSuggestions(session.documentId, session.doc);
  const undo = useMemo(() => createChapterUndo(session.doc), [session]);
  useEffect(() => () => undo.dispose(), [undo]);
  const [panelOpen, setPanelOpen] = useState(() => window.innerWidth >= panelFitsFromPx);
  const togglePanel = useCallback(() => setPanelOpen((opened) => !opened), []);
  usePresence(session, chapter?.key);
  useEffect(() => {
    if (meta.title) document.title = `${meta.title} - ClusterPoliSEE`;
  }, [meta.title]);

  if (unavailable) return <EmptyState title={t('goneTitle')} text={t('unavailableText')} />;
  if (!synced && chapters.length === 0) return <Loading />;
  return (
    <div className={classes.plan} data-panel={panelOpen}>
      <OutlinePane
        doc={session.doc}
        chapters={chapters}
        current={chapter?.key}
        readOnly={!mayWrite}
        planId={session.documentId}
        suggestions={suggestions}
      />
      <section className={classes.paper} aria-label={t('text')}>
        <Title order={1} className={classes.title} lang={meta.language}>
          {meta.title}
        </Title>
        {readOnly === 'newer' && (
          <Text role="status" size="sm" className={classes.notice}>
            {t('newerVersion')}
          </Text>
        )}
        <ReadOnlyBar rights={rights} />
        {chapter && images && (
          <PlanText
            key={chapter.key}
            session={session}
            chapter={chapter}
            meta={meta}
            editable={mayWrite}
            mayComment={mayWrite || (readOnly === null && mayComment(rights))}
            images={images}
            undo={undo}
            suggestions={suggestions}
          />
        )}
        <PlanStatusBar
          session={session}
          chapters={chapters}
          chapterKey={chapter?.key}
          language={meta.language}
        />
      </section>
      {chapter && (
        <ChapterPane
          doc={session.doc}
          chapter={chapter}
          meta={meta}
          readOnly={!mayWrite}
          suggestions={suggestions}
          opened={panelOpen}
          onToggle={togglePanel}
        />
      )}
    </div>
  );
}

/** Tells the others which chapter this person is in. */
function usePresence(session: DocumentSession, chapterKey: string | undefined): void {
  useEffect(() => {
    session.awareness.setLocalStateField('chapter', chapterKey ?? null);
  }, [session, chapterKey]);
}
