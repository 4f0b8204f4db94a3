import { useTranslation } from 'react-i18next';
import type { CriterionFigures } from '../../../../shared/domain/figures/assessment-figures.ts';
import { noValue, useFormats } from '../../../i18n/formats.ts';
import { ClassBadge } from '../../../ui/figures/class-badge.tsx';
import { WhyNumber } from '../../../ui/figures/why-number.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { useSubjectNames } from '../data/subject-names.ts';
import { CriterionLink } from './place-link.tsx';
import { ShownList } from './shown-list.tsx';
import classes from './overview.module.css';

/** Gaps in the order of their priority, each with why. */
export function ActFirst() {
  const { t } = useTranslation('assessments');
  const { figures } = useAssessment();
  const byId = new Map(figures.criteria.map((figure) => [figure.criterionId, figure]));
  const items = figures.priorityOrder.flatMap((id) => {
    const figure = byId.get(id);
    return figure ? [{ key: id, content: <Priority figure={figure} /> }] : [];
  });
  return (
    <ShownList
      title={t('actFirst.title')}
      help={items.length > 0 ? t('actFirst.help') : t('actFirst.none')}
      items={items}
    />
  );
}

function Priority({ figure }: { figure: CriterionFigures }) {
  const { t } = useTranslation('assessments');
  const { bundle } = useAssessment();
  const formats = useFormats();
  const names = useSubjectNames();
  const entry = bundle.entries.find(({ fields }) => fields.criterionId === figure.criterionId)?.fields;
  return (
    <>
      <CriterionLink criterionId={figure.criterionId} />
      <span className={classes.reasons}>
        <ClassBadge value={figure.class} />
        <span>
          {t('column.gap')}{' '}
          <WhyNumber figure={figure.gap} text={formats.signed(figure.gap.value)} names={names} />
        </span>
        <span>{t('actFirst.importance', { value: entry?.importance ?? noValue })}</span>
        <span>{t('actFirst.feasibility', { value: entry?.feasibility ?? noValue })}</span>
        <span>
          {t('actFirst.priority')}{' '}
          <WhyNumber figure={figure.priority} text={formats.percent(figure.priority.value)} names={names} />
        </span>
      </span>
    </>
  );
}
