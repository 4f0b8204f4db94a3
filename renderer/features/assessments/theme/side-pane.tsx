import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Slot, Theme } from '../../../../shared/framework/schema.ts';
import { EvidencePane } from '../evidence/evidence-pane.tsx';
import { HelpPane } from './help-pane.tsx';
import { PlaceHistory } from './place-history.tsx';
import { ThemeNotes } from './theme-notes.tsx';
import type { ThemePlace } from './use-theme-place.ts';
import classes from './theme.module.css';

const tabs = ['evidence', 'notes', 'history', 'help'] as const;
type SideTab = (typeof tabs)[number];

/** Evidence, notes, history and help of what is open in the middle. */
export function SidePane({ theme, place, slot }: { theme: Theme; place: ThemePlace; slot: Slot }) {
  const { t } = useTranslation('assessments');
  const [chosen, setChosen] = useState<SideTab>('evidence');
  const offered = place.type === 'criterion' ? tabs : (['help', 'history'] as const);
  const tab = offered.find((known) => known === chosen) ?? offered[0];
  return (
    <Tabs
      value={tab}
      onChange={(next) => setChosen(tabs.find((known) => known === next) ?? 'evidence')}
      keepMounted={false}
      classNames={{ tab: classes.sideTab, list: classes.sideTabs }}
    >
      <Tabs.List grow>
        {offered.map((value) => (
          <Tabs.Tab key={value} value={value}>
            {t(`side.${value}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {place.type === 'criterion' && (
        <>
          <Tabs.Panel value="evidence" className={classes.sidePanel}>
            <EvidencePane key={place.id} criterionId={place.id} slot={slot} />
          </Tabs.Panel>
          <Tabs.Panel value="notes" className={classes.sidePanel}>
            <ThemeNotes theme={theme} slot={slot} />
          </Tabs.Panel>
        </>
      )}
      <Tabs.Panel value="history" className={classes.sidePanel}>
        <PlaceHistory theme={theme} place={place} />
      </Tabs.Panel>
      <Tabs.Panel value="help" className={classes.sidePanel}>
        <HelpPane theme={theme} place={place} slot={slot} />
      </Tabs.Panel>
    </Tabs>
  );
}
