import { Avatar, Group, Text, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PlanChapter } from '../../../shared/documents/chapters.ts';
import type { DocumentSession, DocumentSessionState } from '../../api/documents/document-session.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { shownPlace } from '../../ui/sync/shown-place.ts';
import { useFormats } from '../../i18n/formats.ts';
import { languageName } from '../../i18n/language-name.ts';
import { PlanAccess } from './access/plan-access.tsx';
import { useWordCounts } from './use-chapters.ts';
import { useCalmDocumentState } from './use-document.ts';
import { usePeople } from './use-people.ts';
import classes from './plan-page.module.css';

export interface PlanStatusBarProps {
  session: DocumentSession;
  chapters: readonly PlanChapter[];
  chapterKey: string | undefined;
  language: string;
}

/** Words, language, and where the newest letter of this plan is. */
export function PlanStatusBar({ session, chapters, chapterKey, language }: PlanStatusBarProps) {
  const { t } = useTranslation('plans');
  const formats = useFormats();
  const people = usePeople(session.awareness);
  const counts = useWordCounts(session.doc, chapters, language);
  const words = counts.total;
  const chapterWords = chapterKey === undefined ? 0 : counts.ofChapter(chapterKey);
  return (
    <footer className={classes.status}>
      <Text size="xs">
        {t('words', { count: words, formatted: formats.integer(words) })}
        {' · '}
        {t('wordsInChapter', { count: chapterWords, formatted: formats.integer(chapterWords) })}
      </Text>
      <Text size="xs" className={classes.planLanguage}>
        {languageName(language, formats.language)}
      </Text>
      <SaveState session={session} />
      <div className={classes.statusEnd}>
        <PlanAccess documentId={session.documentId} />
        <Group gap={4} aria-label={t('people')} role="group">
          {people.map((person) => (
            <Tooltip key={person.clientId} label={person.name || t('someone')}>
              <Avatar size={24} color={person.color} name={person.name} variant="filled" tabIndex={0}>
                {initials(person.name)}
              </Avatar>
            </Tooltip>
          ))}
        </Group>
      </div>
    </footer>
  );
}

function SaveState({ session }: { session: DocumentSession }) {
  const state = useCalmDocumentState(session);
  return (
    <Text size="xs" role="status" data-saved={state.saved}>
      <SaveWords documentId={session.documentId} state={state} />
    </Text>
  );
}

function SaveWords({ documentId, state }: { documentId: string; state: DocumentSessionState }) {
  const { t } = useTranslation(['plans', 'sync', 'membership']);
  const { queries } = useBackend();
  const formats = useFormats();
  const { data } = useQuery(queries.sync.status.queryOptions());
  if (state.interruption) return t(`plans:interruption.${state.interruption}`);
  if (!state.saved) return t('plans:saving');
  const sync = data?.documents.find((document) => document.documentId === documentId);
  if (!sync) return t('sync:savedHere');
  const place = shownPlace(sync);
  const isRoom = place.text !== `state.${sync.state}`;
  if (isRoom) return `${t('sync:savedHere')} · ${t(`sync:${place.text}`)}`;
  if (sync.state === 'local') return t('sync:savedHere');
  if (sync.state === 'confirmed' && sync.lastConfirmedAt !== null) {
    return t('plans:onServerSince', { when: formats.dateTime(sync.lastConfirmedAt) });
  }
  if (sync.state === 'refused' && sync.readOnly !== null) {
    const kept = sync.unconfirmedChanges > 0;
    return kept ? `${t('sync:savedHere')} · ${t('membership:notAccepted')}` : t('sync:savedHere');
  }
  if (sync.state === 'waiting') return t('plans:waiting', { count: sync.unconfirmedChanges });
  return `${t('sync:savedHere')} · ${t(`sync:state.${sync.state}`)}`;
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  return words.length === 0
    ? '?'
    : words
        .slice(0, 2)
        .map((word) => word[0]?.toUpperCase())
        .join('');
}
