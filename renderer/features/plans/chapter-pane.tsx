import { ActionIcon, Checkbox, List, Select, Stack, Text, Title } from '@mantine/core';
import { IconLayoutSidebarRightCollapse, IconLayoutSidebarRightExpand } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type * as Y from 'yjs';
import {
  type ChapterState,
  chapterStates,
  type PlanChapter,
  setChapterOwner,
  setChapterState,
  setChecklistTick,
} from '../../../shared/documents/chapters.ts';
import type { PlanMeta } from '../../../shared/documents/plan-document.ts';
import { findPlanTemplate, findTemplateChapter } from '../../../shared/documents/templates/catalogue.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { KeptTextList } from './suggestions/kept-text-list.tsx';
import { MetList } from './suggestions/met-list.tsx';
import { SuggestionList } from './suggestions/suggestion-list.tsx';
import type { PlanSuggestions } from './suggestions/use-suggestions.ts';
import classes from './plan-page.module.css';

export interface ChapterPaneProps {
  doc: Y.Doc;
  chapter: PlanChapter;
  meta: PlanMeta;
  readOnly: boolean;
  suggestions: PlanSuggestions | undefined;
  opened: boolean;
  onToggle: () => void;
}

/** State, owner and checklist of the chapter. */
export const ChapterPane = memo(function ChapterPane({
  doc,
  chapter,
  meta,
  readOnly,
  suggestions,
  opened,
  onToggle,
}: ChapterPaneProps) {
  const { t } = useTranslation('plans');
  const { language } = useFormats();
  const template = findTemplateChapter(findPlanTemplate(meta.templateKey, meta.templateVersion), chapter.key);
  const owners = useOwners(chapter.ownerPartnerId);
  const Icon = opened ? IconLayoutSidebarRightCollapse : IconLayoutSidebarRightExpand;
  const open = template?.checklist.filter((item) => !chapter.tickedItems.includes(item.key)) ?? [];
  return (
    <aside className={classes.panel} aria-label={t('chapterPanel')}>
      <ActionIcon
        className={classes.panelToggle}
        aria-label={t(opened ? 'hidePanel' : 'showPanel')}
        aria-expanded={opened}
        onClick={onToggle}
      >
        <Icon size={18} aria-hidden />
      </ActionIcon>
      {opened && (
        <Stack gap="md" pt="xs">
          <Title order={2}>{t('chapterPanel')}</Title>
          <Select
            label={t('stateLabel')}
            value={chapter.state}
            disabled={readOnly}
            data={chapterStates.map((state) => ({ value: state, label: t(`state.${state}`) }))}
            onChange={(value) => setChapterState(doc, chapter.key, asState(value))}
          />
          {chapter.state === 'agreed' && open.length > 0 && (
            <Text size="sm" role="status" className={classes.notice}>
              {t('agreedWithOpenItems', { count: open.length })}
            </Text>
          )}
          <Select
            label={t('owner')}
            placeholder={t('noOwner')}
            value={chapter.ownerPartnerId}
            disabled={readOnly}
            data={owners}
            searchable
            clearable
            nothingFoundMessage={t('nothingFound')}
            onChange={(value) => setChapterOwner(doc, chapter.key, value)}
          />
          {suggestions && (
            <KeptTextList
              kept={suggestions.kept.filter(({ chapterKey }) => chapterKey === chapter.key)}
              settle={readOnly ? undefined : suggestions.settle}
            />
          )}
          {suggestions && (
            <MetList
              met={suggestions.met.filter(({ chapterKey }) => chapterKey === chapter.key)}
              choose={readOnly ? undefined : suggestions.choose}
            />
          )}
          {suggestions && (
            <SuggestionList
              suggestions={suggestions.open.filter(({ chapterKey }) => chapterKey === chapter.key)}
              decide={readOnly ? undefined : suggestions.decide}
            />
          )}
          {template && (
            <>
              <div>
                <Title order={3}>{t('guidance')}</Title>
                <Text size="sm" mt={4}>
                  {template.guidance[language]}
                </Text>
              </div>
              <Stack gap="xs">
                <Title order={3}>{t('checklist')}</Title>
                {template.checklist.map((item) => (
                  <Checkbox
                    key={item.key}
                    size="sm"
                    label={item.text[language]}
                    disabled={readOnly}
                    checked={chapter.tickedItems.includes(item.key)}
                    onChange={(event) =>
                      setChecklistTick(doc, chapter.key, item.key, event.currentTarget.checked)
                    }
                  />
                ))}
                {template.checklist.length === 0 && <Text size="sm">{t('noChecklist')}</Text>}
              </Stack>
            </>
          )}
          {!template && (
            <List size="sm">
              <List.Item>{t('ownChapter')}</List.Item>
            </List>
          )}
        </Stack>
      )}
    </aside>
  );
});

function useOwners(current: string | null) {
  const { queries } = useBackend();
  const formats = useFormats();
  const { data } = useQuery(queries.records.list.queryOptions({ input: { kind: 'partner' } }));
  return useMemo(() => {
    const owners = (data ?? [])
      .map(({ id, fields }) => ({ value: id, label: String(fields['shortName'] || fields['legalName']) }))
      .toSorted((left, right) => formats.compare(left.label, right.label));
    // An owner that this laptop does not know yet stays chosen.
    if (current && !owners.some(({ value }) => value === current))
      owners.push({ value: current, label: current });
    return owners;
  }, [data, current, formats]);
}

function asState(value: string | null): ChapterState {
  return chapterStates.find((state) => state === value) ?? 'empty';
}
