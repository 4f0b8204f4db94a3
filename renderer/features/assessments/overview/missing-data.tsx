import { useTranslation } from 'react-i18next';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { CriterionLink, PlaceLink } from './place-link.tsx';
import { ShownList } from './shown-list.tsx';
import classes from './overview.module.css';

/** Scores that nobody has given yet, and what the notes say is missing. */
export function MissingData() {
  const { t } = useTranslation('assessments');
  const { bundle, figures, framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const noted = bundle.narratives.flatMap(({ id, fields }) =>
    fields.missingData.map((line, index) => ({
      key: `${id}-${index}`,
      content: (
        <>
          <PlaceLink themeId={fields.themeId} place={fields.perspective}>
            {line}
          </PlaceLink>
          <span className={classes.reasons}>
            {fields.themeId} · {texts.perspective(fields.perspective)}
          </span>
        </>
      ),
    })),
  );
  const scores = figures.criteria
    .filter(({ missingSlots }) => missingSlots.length > 0)
    .map(({ criterionId, missingSlots }) => ({
      key: criterionId,
      content: (
        <>
          <CriterionLink criterionId={criterionId} />
          <span className={classes.reasons}>{missingSlots.map(texts.slot).join(', ')}</span>
        </>
      ),
    }));
  const items = [...noted, ...scores];
  return (
    <ShownList
      title={t('missingData.title')}
      help={items.length > 0 ? t('missingData.help') : t('missingData.none')}
      items={items}
    />
  );
}
