import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../i18n/formats.ts';
import { WhyNumber } from '../../../ui/figures/why-number.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { useSubjectNames } from '../data/subject-names.ts';
import classes from './theme.module.css';

/** The theme's figures in one line; each says why. */
export function ThemeSummary({ themeId }: { themeId: string }) {
  const { t } = useTranslation(['assessments', 'figures']);
  const { figures } = useAssessment();
  const formats = useFormats();
  const names = useSubjectNames();
  const theme = figures.themes.find((candidate) => candidate.themeId === themeId);
  if (!theme) return null;
  const { present, desired } = theme.scores;
  return (
    <dl className={classes.summary}>
      <Figure name={t('assessments:column.present')}>
        <WhyNumber
          figure={present}
          text={formats.score(present.value)}
          label={t('assessments:column.present')}
          names={names}
        />
      </Figure>
      <Figure name={t('assessments:column.desired')}>
        <WhyNumber
          figure={desired}
          text={formats.score(desired.value)}
          label={t('assessments:column.desired')}
          names={names}
        />
      </Figure>
      <Figure name={t('assessments:column.gap')}>
        <WhyNumber figure={theme.gap} text={formats.signed(theme.gap.value)} names={names} />
      </Figure>
      <Figure name={t('assessments:column.confidence')}>
        <WhyNumber figure={theme.confidence} text={formats.percent(theme.confidence.value)} names={names} />
      </Figure>
      <Figure name={t('assessments:column.completeness')}>
        <WhyNumber
          figure={theme.completeness}
          text={formats.percent(theme.completeness.value)}
          names={names}
        />
      </Figure>
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
