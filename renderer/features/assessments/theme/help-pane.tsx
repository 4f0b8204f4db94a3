import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { criterionById } from '../../../../shared/framework/registry.ts';
import type { PerspectiveKey, Slot, Theme } from '../../../../shared/framework/schema.ts';
import { levelColors } from '../../../ui/figures/level-cell.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import type { ThemePlace } from './use-theme-place.ts';
import rating from './rating.module.css';
import classes from './theme.module.css';

/** Everything the framework says for the open criterion or notes. */
export function HelpPane({ theme, place, slot }: { theme: Theme; place: ThemePlace; slot: Slot }) {
  const { t } = useTranslation('assessments');
  const { framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const perspective: PerspectiveKey =
    place.type === 'notes' ? place.perspective : slot === 'desired' ? 'future' : slot;
  const own = framework.perspectives.find(({ key }) => key === perspective);
  const criterion = place.type === 'criterion' ? criterionById(framework, place.id) : undefined;
  const statistics = [...theme.statistics, ...framework.contextStatistics].flatMap(
    (code) => framework.statistics.find((statistic) => statistic.code === code) ?? [],
  );
  return (
    <Stack gap="md">
      {criterion && (
        <Section title={t('help.criterion')}>
          <Text size="sm">{texts.of(criterion.help)}</Text>
          <Text size="sm" mt={4}>
            {t('help.evidence', { kinds: criterion.evidenceHints.map(texts.evidenceKind).join(', ') })}
          </Text>
        </Section>
      )}
      {own && (
        <Section title={t('help.questions', { perspective: texts.of(own.name) })}>
          <ul className={classes.helpList}>
            <li>{texts.of(own.question)}</li>
            <li>{texts.of(theme.questions[perspective])}</li>
          </ul>
        </Section>
      )}
      <Section title={t('help.scale')}>
        <dl className={classes.scale}>
          {framework.scale.levels.map((level) => (
            <div key={level.value}>
              <dt>
                <span className={rating.levelNumber} style={levelColors(level.value)}>
                  {level.value}
                </span>
                {texts.of(level.name)}
              </dt>
              <dd>{texts.of(level.hint)}</dd>
            </div>
          ))}
          <div>
            <dt>{texts.of(framework.scale.empty.name)}</dt>
            <dd>{texts.of(framework.scale.empty.hint)}</dd>
          </div>
        </dl>
      </Section>
      {own && (
        <Section title={t('help.techniques')}>
          <ul className={classes.helpList}>
            {own.methods.map((method) => (
              <li key={method.key}>{texts.of(method.name)}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('help.statistics')}>
        <ul className={classes.helpList}>
          {statistics.map((statistic) => (
            <li key={statistic.code}>
              {texts.of(statistic.name)}
              {statistic.source === 'eurostat' && <span className={classes.code}> {statistic.code}</span>}
              {statistic.note && <Text size="xs">{texts.of(statistic.note)}</Text>}
            </li>
          ))}
        </ul>
      </Section>
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={3} mb={4}>
        {title}
      </Title>
      {children}
    </section>
  );
}
