import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Slot } from '../../../../shared/framework/schema.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { FigurePanel } from '../../../ui/figures/figure-panel.tsx';
import { LevelStrip } from '../../../ui/figures/level-strip.tsx';
import { RadarChart } from '../../../ui/figures/radar-chart.tsx';
import { SlotMark } from '../../../ui/figures/slot-mark.tsx';
import { ThemeMark } from '../../../ui/figures/theme-mark.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import classes from './overview.module.css';

const slots: readonly Slot[] = ['past', 'present', 'desired'];

/** Past, present and desired theme scores; the horizontal theme stands beside the radar. */
export function ThemeRadar() {
  const { t } = useTranslation(['assessments', 'figures']);
  const formats = useFormats();
  const { figures, framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const values = (theme: (typeof figures.themes)[number]) => ({
    past: theme.scores.past.value,
    present: theme.scores.present.value,
    desired: theme.scores.desired.value,
  });
  const axes = figures.themes
    .filter((theme) => !theme.horizontal)
    .map((theme) => ({ id: theme.themeId, label: texts.themeShort(theme.themeId), values: values(theme) }));
  const table = {
    columns: [t('assessments:theme'), ...slots.map(texts.slot)],
    rows: figures.themes.map((theme) => ({
      id: theme.themeId,
      cells: [
        `${theme.themeId} ${texts.themeShort(theme.themeId)}`,
        ...slots.map((slot) => formats.score(theme.scores[slot].value)),
      ],
    })),
  };
  const nothing = axes.every(({ values }) => slots.every((slot) => values[slot] === null));
  return (
    <FigurePanel title={t('assessments:radar.title')} table={table}>
      <RadarChart axes={axes} max={framework.scale.max} label={t('assessments:radar.label')} />
      {nothing && (
        <Text size="sm" c="var(--text-muted)" ta="center">
          {t('assessments:radar.empty')}
        </Text>
      )}
      <ul className={classes.legend}>
        {slots.map((slot) => (
          <li key={slot} className={classes[slot]}>
            <SlotMark slot={slot} /> <span>{texts.slot(slot)}</span>
          </li>
        ))}
      </ul>
      {figures.themes
        .filter((theme) => theme.horizontal)
        .map((theme) => (
          <Group key={theme.themeId} gap="xs" justify="center" mt="xs" wrap="nowrap">
            <ThemeMark themeId={theme.themeId} />
            <Text size="sm">{texts.themeShort(theme.themeId)}</Text>
            <LevelStrip
              values={values(theme)}
              max={framework.scale.max}
              label={slots
                .map((slot) => `${texts.slot(slot)} ${formats.score(values(theme)[slot])}`)
                .join(', ')}
            />
          </Group>
        ))}
    </FigurePanel>
  );
}
