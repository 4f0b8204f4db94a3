import { Loader, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '../../../shared/contract/search.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { useFrameworks } from '../../ui/use-framework.ts';
import { groupHits, type HitGroup, recentGroups } from './group-hits.ts';
import { SearchHits } from './search-hits.tsx';
import { newestFirst, placeOf } from './search-places.ts';
import classes from './search.module.css';

const debounceMs = 100;
const maxTextLength = 200;

/** The field and the list of what was found: a combobox, moved through with the arrow keys. */
export function SearchPanel({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('search');
  const listId = useId();
  const [text, setText] = useState('');
  const found = useFound(text);
  const frameworks = useFrameworks();
  const newest = useMemo(() => (frameworks ? newestFirst(frameworks) : []), [frameworks]);
  const recent = useRecent();
  const groups = useMemo(
    () => (found.asked === '' ? recent : groupHits(found.hits)),
    [found.asked, found.hits, recent],
  );
  const hits = useMemo(() => groups.flatMap((group) => group.hits), [groups]);
  const { active, setActive, move } = useActiveHit(hits);
  const navigate = useNavigate();

  const openHit = (hit: SearchHit) => {
    onDone();
    void navigate(placeOf(hit, newest));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const hit = hits[active];
    const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
    const step = steps[event.key];
    if (step !== undefined) move(step);
    else if (event.key === 'Enter' && hit && !event.nativeEvent.isComposing) openHit(hit);
    else return;
    event.preventDefault();
  };

  return (
    <div>
      <div className={classes.field}>
        <IconSearch size={20} stroke={1.6} aria-hidden />
        <input
          className={classes.input}
          role="combobox"
          aria-label={t('title')}
          aria-expanded={hits.length > 0}
          aria-controls={listId}
          aria-activedescendant={hits[active] ? optionId(listId, active) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          maxLength={maxTextLength}
          placeholder={t('placeholder')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {found.isBusy && <Loader size={16} aria-hidden />}
      </div>
      {found.error ? (
        <div className={classes.note}>
          <FailureMessage error={found.error} />
        </div>
      ) : (
        <SearchHits
          id={listId}
          groups={groups}
          frameworks={newest}
          active={active}
          optionId={(index) => optionId(listId, index)}
          onActive={setActive}
          onOpen={openHit}
        />
      )}
      <Text component="p" size="sm" c="var(--text-muted)" className={classes.note} role="status">
        {found.isEmpty ? t('nothing', { text: found.asked }) : found.note(found.hits.length)}
      </Text>
    </div>
  );
}

function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** What was found for the text; the last find stays while a longer text is looked for. */
function useFound(text: string) {
  const { t } = useTranslation('search');
  const { queries } = useBackend();
  const [asked] = useDebouncedValue(text.trim(), debounceMs);
  const { data, error, isFetching } = useQuery(
    queries.search.query.queryOptions({
      input: { text: asked },
      enabled: asked !== '',
      placeholderData: keepPreviousData,
      // Searching again is quick, and the texts may have changed since.
      staleTime: 0,
      gcTime: 0,
    }),
  );
  const result = asked === '' ? undefined : data;
  return {
    asked,
    error,
    hits: useMemo(() => result?.hits ?? [], [result]),
    isBusy: isFetching,
    isEmpty: result !== undefined && result.hits.length === 0 && !isFetching,
    note(count: number): string {
      if (count === 0) return t('hint');
      return result?.more ? t('more') : t('results', { count });
    },
  };
}

/** The lists that other screens read too: mostly they are there already. */
function useRecent(): HitGroup[] {
  const { queries } = useBackend();
  const assessments = useQuery(queries.assessments.list.queryOptions());
  const plans = useQuery(queries.plans.list.queryOptions());
  return useMemo(
    () => recentGroups(assessments.data ?? [], plans.data ?? []),
    [assessments.data, plans.data],
  );
}

function useActiveHit(hits: readonly SearchHit[]) {
  // Bound to the list that it was chosen in: a new list begins at its best hit.
  const [chosen, setChosen] = useState({ hits, index: 0 });
  const active = chosen.hits === hits ? chosen.index : 0;
  const setActive = (index: number) => setChosen({ hits, index });
  const move = (step: number) => {
    if (hits.length === 0) return;
    const next = active + step;
    // Single steps go round; larger ones stop at the ends.
    if (Math.abs(step) === 1) setActive((next + hits.length) % hits.length);
    else setActive(Math.min(hits.length - 1, Math.max(0, next)));
  };
  return { active, setActive, move };
}
