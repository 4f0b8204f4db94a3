import { ActionIcon, Button, Drawer, Group, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight, IconLayoutSidebarRight, IconLock } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Slot, Theme } from '../../../shared/framework/schema.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ThemeMark } from '../../ui/figures/theme-mark.tsx';
import { Page } from '../../ui/page.tsx';
import { AssessmentProvider, useAssessment } from './data/assessment-context.tsx';
import { EditToolbar } from './data/edit-toolbar.tsx';
import { useFrameworkTexts } from './data/framework-texts.ts';
import { useUndoKeys } from './data/use-undo-keys.ts';
import { CriteriaPane } from './theme/criteria-pane.tsx';
import { CriterionPane } from './theme/criterion-pane.tsx';
import { NotesPane } from './theme/notes-pane.tsx';
import { SidePane } from './theme/side-pane.tsx';
import { ThemeSummary } from './theme/theme-summary.tsx';
import { useCriterionKeys } from './theme/use-criterion-keys.ts';
import { neighbour, useThemePlace } from './theme/use-theme-place.ts';
import classes from './theme/theme.module.css';

/** One theme of an assessment: its criteria, the one that is open, and what supports it. */
export function ThemePage() {
  const { assessmentId } = useParams({ from: '/assessments/$assessmentId/$themeId' });
  return (
    <AssessmentProvider key={assessmentId} id={assessmentId}>
      <KnownTheme />
    </AssessmentProvider>
  );
}

function KnownTheme() {
  const { t } = useTranslation('assessments');
  const { themeId } = useParams({ from: '/assessments/$assessmentId/$themeId' });
  const { bundle, framework } = useAssessment();
  const theme = framework.themes.find(({ id }) => id === themeId);
  if (theme) return <ThemeScreen key={theme.id} theme={theme} />;
  return (
    <EmptyState
      title={t('unknownTheme.title')}
      text={t('unknownTheme.text', { version: framework.version })}
      action={
        <Button
          renderRoot={(props) => (
            <Link
              to="/assessments/$assessmentId"
              params={{ assessmentId: bundle.assessment.id }}
              {...props}
            />
          )}
        >
          {t('unknownTheme.back')}
        </Button>
      }
    />
  );
}

function ThemeScreen({ theme }: { theme: Theme }) {
  const { t } = useTranslation('assessments');
  const { framework, readOnly } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const { place, go } = useThemePlace(theme, framework);
  const [slot, setSlot] = useState<Slot>('present');
  const criterionId = place.type === 'criterion' ? place.id : undefined;
  const step = (by: 1 | -1) => {
    const next = criterionId ? neighbour(theme, criterionId, by) : theme.criteria[0]?.id;
    if (next) go(next);
  };
  useUndoKeys();
  useCriterionKeys({ criterionId, slot, onSlot: setSlot, onStep: step });
  return (
    <Page
      title={`${theme.id} ${texts.themeShort(theme.id)}`}
      wide
      aside={
        readOnly && (
          <Text size="sm" c="var(--text-muted)" className={classes.frozen}>
            <IconLock size={14} aria-hidden /> {t('frozen.short')}
          </Text>
        )
      }
      actions={
        <>
          <EditToolbar />
          <ThemeSteps theme={theme} />
        </>
      }
    >
      <Group gap="sm" mb="md" align="center" className={classes.subhead}>
        <ThemeMark themeId={theme.id} />
        <Text size="sm" c="var(--text-muted)" className={classes.grow}>
          {texts.theme(theme.id)}
        </Text>
        <ThemeSummary themeId={theme.id} />
      </Group>
      <div className={classes.panes}>
        <CriteriaPane theme={theme} place={place} />
        <div className={classes.middle}>
          {place.type === 'criterion' ? (
            <CriterionPane
              key={place.id}
              theme={theme}
              criterionId={place.id}
              slot={slot}
              onSlot={setSlot}
              onStep={step}
            />
          ) : (
            <NotesPane key={place.perspective} theme={theme} perspective={place.perspective} />
          )}
        </div>
        <Side>
          <SidePane theme={theme} place={place} slot={slot} />
        </Side>
      </div>
    </Page>
  );
}

/** Beside the criterion where there is room, else in a drawer. */
function Side({ children }: { children: React.ReactNode }) {
  const { t } = useTranslation('assessments');
  const { t: common } = useTranslation('common');
  const narrow = useMediaQuery('(max-width: 1099px)', window.innerWidth < 1100, {
    getInitialValueInEffect: false,
  });
  const [opened, { open, close }] = useDisclosure(false);
  if (!narrow) return <aside className={classes.side}>{children}</aside>;
  return (
    <>
      <Button
        className={classes.sideButton}
        leftSection={<IconLayoutSidebarRight size={16} aria-hidden />}
        onClick={open}
        aria-expanded={opened}
      >
        {t('side.open')}
      </Button>
      <Drawer
        opened={opened}
        onClose={close}
        position="right"
        size={360}
        title={t('side.open')}
        transitionProps={{ duration: 100 }}
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        {children}
      </Drawer>
    </>
  );
}

function ThemeSteps({ theme }: { theme: Theme }) {
  const { t } = useTranslation('assessments');
  const { bundle, framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const index = framework.themes.indexOf(theme);
  const step = (key: 'previousTheme' | 'nextTheme', other: Theme | undefined) => {
    const Icon = key === 'nextTheme' ? IconChevronRight : IconChevronLeft;
    const label = other ? `${t(key)}: ${other.id} ${texts.themeShort(other.id)}` : t(key);
    if (!other) {
      return (
        <ActionIcon aria-label={label} disabled>
          <Icon size={18} aria-hidden />
        </ActionIcon>
      );
    }
    return (
      <ActionIcon
        aria-label={label}
        title={label}
        renderRoot={(props) => (
          <Link
            to="/assessments/$assessmentId/$themeId"
            params={{ assessmentId: bundle.assessment.id, themeId: other.id }}
            {...props}
          />
        )}
      >
        <Icon size={18} aria-hidden />
      </ActionIcon>
    );
  };
  return (
    <Group gap={2} wrap="nowrap">
      {step('previousTheme', framework.themes[index - 1])}
      {step('nextTheme', framework.themes[index + 1])}
    </Group>
  );
}
