import { Text } from '@mantine/core';
import { IconChartRadar, IconFileText, IconNotes, IconPaperclip, IconTarget } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit, SearchHitType } from '../../../shared/contract/search.ts';
import type { Framework } from '../../../shared/framework/shape.ts';
import { excerptParts, type HitGroup } from './group-hits.ts';
import { titleOf } from './search-places.ts';
import classes from './search.module.css';

const icons = {
  assessment: IconChartRadar,
  criterion: IconTarget,
  narrative: IconNotes,
  evidence: IconPaperclip,
  plan: IconFileText,
} satisfies Record<SearchHitType, unknown>;

export interface SearchHitsProps {
  id: string;
  groups: readonly HitGroup[];
  frameworks: readonly Framework[];
  /** Index over all groups. */
  active: number;
  optionId: (index: number) => string;
  onActive: (index: number) => void;
  onOpen: (hit: SearchHit) => void;
}

export function SearchHits(props: SearchHitsProps) {
  const { id, groups } = props;
  const { t } = useTranslation('search');
  return (
    <div id={id} role="listbox" aria-label={t('title')} className={classes.list} hidden={groups.length === 0}>
      {groups.map((group, position) => {
        const before = groups.slice(0, position).reduce((sum, { hits }) => sum + hits.length, 0);
        return (
          <div key={group.type} role="group" aria-labelledby={`${id}-${group.type}`}>
            <div id={`${id}-${group.type}`} className={classes.heading} role="presentation">
              {group.type === 'recent' ? t('recent') : t(`type.${group.type}`)}
            </div>
            {group.hits.map((hit, index) => (
              <Hit key={`${hit.id}/${hit.place}`} hit={hit} index={before + index} {...props} />
            ))}
          </div>
        );
      })}
    </div>
  );
}

function Hit({ hit, index, ...props }: SearchHitsProps & { hit: SearchHit; index: number }) {
  const { i18n } = useTranslation();
  const element = useRef<HTMLDivElement>(null);
  const isActive = index === props.active;
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  const Icon = icons[hit.type];
  const title = titleOf(hit, props.frameworks, i18n.language);
  return (
    // The keys are handled by the field, which keeps the focus.
    <div
      ref={element}
      id={props.optionId(index)}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={classes.hit}
      onMouseMove={() => {
        if (!isActive) props.onActive(index);
      }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => props.onOpen(hit)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') props.onOpen(hit);
      }}
    >
      <Icon size={18} stroke={1.6} className={classes.icon} aria-hidden />
      <div className={classes.body}>
        <Text size="sm" fw={600} truncate>
          {title}
        </Text>
        {hit.contextTitle !== '' && hit.contextTitle !== title && (
          <Text size="xs" c="var(--text-muted)" truncate>
            {hit.contextTitle}
          </Text>
        )}
        <Excerpt excerpt={hit.excerpt} title={title} />
      </div>
    </div>
  );
}

/** Left out when it only says the title again. */
function Excerpt({ excerpt, title }: { excerpt: string; title: string }) {
  const parts = excerptParts(excerpt);
  if (parts.map((part) => part.text).join('') === title) return null;
  return (
    <Text size="sm" lineClamp={2}>
      {parts.map((part, index) => (part.found ? <mark key={index}>{part.text}</mark> : part.text))}
    </Text>
  );
}
