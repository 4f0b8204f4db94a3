import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type {
  Explained,
  ExplainedPart,
  FormulaId,
  Subject,
} from '../../../shared/domain/figures/explained.ts';
import { type FigureFormat, formatFigure } from '../../../shared/domain/figures/format.ts';
import { noValue, useFormats } from '../../i18n/formats.ts';
import classes from './figures.module.css';

/** How a page calls the records and framework parts that numbers belong to. */
export interface SubjectNames {
  subject: (subject: Subject) => string;
  evidenceKind: (key: string) => string;
}

/** One figure with its formula in words, what went in, and the steps on the way. */
export function Explanation({ figure, names }: { figure: Explained; names: SubjectNames }) {
  const { t } = useTranslation('figures');
  const shown = useShownFigure();
  const result = shown(figure.value, formatOf(figure.formula));
  return (
    <section className={classes.explanationPart}>
      <Text fw={600} size="sm" className={classes.explanationHead}>
        <span>{t(`formula.${figure.formula}.name`)}</span>
        <span>{result}</span>
      </Text>
      <Text size="xs" c="var(--text-muted)">
        {t(`formula.${figure.formula}.text`)}
      </Text>
      {figure.missing && <Text size="sm">{t(`missing.${figure.missing}`)}</Text>}
      <Parts title={t('inputs')} parts={figure.inputs} names={names} />
      <Parts title={t('steps')} parts={figure.steps} names={names} />
    </section>
  );
}

function Parts(props: { title: string; parts: readonly ExplainedPart[]; names: SubjectNames }) {
  if (props.parts.length === 0) return null;
  return (
    <table className={classes.parts}>
      <caption>{props.title}</caption>
      <tbody>
        {props.parts.map((part, index) => (
          <PartRow key={index} part={part} names={props.names} />
        ))}
      </tbody>
    </table>
  );
}

function PartRow({ part, names }: { part: ExplainedPart; names: SubjectNames }) {
  const { t } = useTranslation('figures');
  const shown = useShownFigure();
  const value = shown(part.value, part.format);
  const kind = part.choice?.startsWith(kindPrefix) ? part.choice.slice(kindPrefix.length) : undefined;
  const choice = kind === undefined ? part.choice && t(`choice.${part.choice}`) : names.evidenceKind(kind);
  const name = part.subject && names.subject(part.subject);
  return (
    <tr>
      <th scope="row">
        {name ?? t(`part.${part.label}`)}
        {(choice || name) && (
          <span className={classes.partNote}>
            {[name && t(`part.${part.label}`), choice].filter(Boolean).join(', ')}
          </span>
        )}
      </th>
      <td>{value}</td>
      <td>{part.factor !== undefined && `× ${shown(part.factor, 'weight')}`}</td>
    </tr>
  );
}

/** Numbers of an explanation as the page around it writes them. */
function useShownFigure(): (value: number | null, format: FigureFormat) => string {
  const formats = useFormats();
  return (value, format) =>
    format === 'share' ? formats.percent(value) : formatFigure(value, format, formats.language) || noValue;
}

const kindPrefix = 'evidenceKind.';

const formats: Partial<Record<FormulaId, FigureFormat>> = {
  trend: 'difference',
  gap: 'difference',
  distance: 'difference',
  themeScore: 'score',
  proposal: 'score',
  calibrated: 'score',
  comparison: 'score',
  confidence: 'share',
  themeConfidence: 'share',
  criterionCompleteness: 'share',
  themeCompleteness: 'share',
  assessmentCompleteness: 'share',
};

function formatOf(formula: FormulaId): FigureFormat {
  return formats[formula] ?? 'weight';
}
