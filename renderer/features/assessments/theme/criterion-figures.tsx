import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../i18n/formats.ts';
import { ClassBadge } from '../../../ui/figures/class-badge.tsx';
import { WhyNumber } from '../../../ui/figures/why-number.tsx';
import { useSubjectNames } from '../data/subject-names.ts';
import { useCriterion } from './use-criterion.ts';
import classes from './theme.module.css';

/** What follows from the scores of a criterion; each figure says why. */
export function CriterionFigures({ criterionId }: { criterionId: string }) {
  const { t } = useTranslation(['assessments', 'figures']);
  const formats = useFormats();
  const names = useSubjectNames();
  const { figures } = useCriterion(criterionId);
  if (!figures) return null;
  const above = figures.gap.value !== null && figures.gap.value < 0;
  return (
    <dl className={classes.figures}>
      <div>
        <dt>{t('assessments:column.gap')}</dt>
        <dd>
          <WhyNumber figure={figures.gap} text={formats.signed(figures.gap.value)} names={names} />
          {above && <small> {t('assessments:criterion.aboveTarget')}</small>}
        </dd>
      </div>
      <div>
        <dt>{t('assessments:column.class')}</dt>
        <dd>
          <ClassBadge value={figures.class} />
        </dd>
      </div>
      <div>
        <dt>{t('assessments:column.trend')}</dt>
        <dd>
          <WhyNumber figure={figures.trend} text={formats.signed(figures.trend.value)} names={names} />
        </dd>
      </div>
      <div>
        <dt>{t('assessments:column.confidence')}</dt>
        <dd>
          <WhyNumber
            figure={figures.confidence}
            text={formats.percent(figures.confidence.value)}
            names={names}
            more={[figures.evidence, figures.review]}
          />
          {figures.confidenceLevel && (
            <small> {t(`figures:confidenceLevel.${figures.confidenceLevel}`)}</small>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('assessments:column.priority')}</dt>
        <dd>
          <WhyNumber figure={figures.priority} text={formats.percent(figures.priority.value)} names={names} />
        </dd>
      </div>
      <div>
        <dt>{t('assessments:column.completeness')}</dt>
        <dd>
          <WhyNumber
            figure={figures.completeness}
            text={formats.percent(figures.completeness.value)}
            names={names}
          />
        </dd>
      </div>
    </dl>
  );
}
