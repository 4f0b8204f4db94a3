import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { themeOfCriterion } from '../../../../shared/framework/registry.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import classes from './overview.module.css';

/** A link to a criterion on its theme's page. */
export function CriterionLink({ criterionId }: { criterionId: string }) {
  const { framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const theme = themeOfCriterion(framework, criterionId);
  const name = `${criterionId} ${texts.criterion(criterionId)}`;
  if (!theme) return <span>{name}</span>;
  return (
    <PlaceLink themeId={theme.id} place={criterionId}>
      {name}
    </PlaceLink>
  );
}

export function PlaceLink({
  themeId,
  place,
  children,
}: {
  themeId: string;
  place: string;
  children: ReactNode;
}) {
  const { bundle } = useAssessment();
  return (
    <Link
      to="/assessments/$assessmentId/$themeId"
      params={{ assessmentId: bundle.assessment.id, themeId }}
      search={{ place }}
      className={classes.placeLink}
    >
      {children}
    </Link>
  );
}
