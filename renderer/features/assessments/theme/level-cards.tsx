import { UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Slot } from '../../../../shared/framework/schema.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { levelColors } from '../../../ui/figures/level-cell.tsx';
import { SlotMark } from '../../../ui/figures/slot-mark.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { useCriterion } from './use-criterion.ts';
import classes from './rating.module.css';

const slots: readonly Slot[] = ['past', 'present', 'desired'];

/** The levels with what they mean here; all three scores stand on them, the chosen slot's is set. */
export function LevelCards({ criterionId, slot }: { criterionId: string; slot: Slot }) {
  const { t } = useTranslation('assessments');
  const { framework, readOnly } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const { criterion, entry, put } = useCriterion(criterionId);
  const group = useRef<HTMLDivElement>(null);
  const checked = entry[slot] === null ? null : Math.floor(entry[slot]);
  const { levels } = framework.scale;
  const set = (level: number) => {
    if (!readOnly && entry[slot] !== level) put({ [slot]: level });
  };
  // Up and down go to other criteria, so only left and right move within the group.
  const move = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const focused = event.target instanceof HTMLElement ? Number(event.target.dataset['level']) : Number.NaN;
    const next = levels.find((level) => level.value === focused + by);
    if (by === 0 || !next) return;
    event.preventDefault();
    group.current?.querySelector<HTMLElement>(`[data-level="${next.value}"]`)?.focus();
    set(next.value);
  };
  return (
    <div className={classes.levelsBox}>
      <div
        ref={group}
        role="radiogroup"
        aria-label={t('criterion.levels', { slot: texts.slot(slot) })}
        aria-readonly={readOnly || undefined}
        className={classes.levels}
      >
        {levels.map((level, index) => (
          <UnstyledButton
            key={level.value}
            role="radio"
            aria-checked={checked === level.value}
            aria-disabled={readOnly || undefined}
            tabIndex={checked === level.value || (checked === null && index === 0) ? 0 : -1}
            data-level={level.value}
            className={classes.level}
            onClick={() => set(level.value)}
            onKeyDown={move}
          >
            <span className={classes.levelHead}>
              <span className={classes.levelNumber} style={levelColors(level.value)}>
                {level.value}
              </span>
              <span className={classes.levelName}>{texts.of(level.name)}</span>
            </span>
            <span className={classes.levelText}>{texts.of(criterion.levels[level.value] ?? level.hint)}</span>
            <Marks level={level.value} values={entry} slot={slot} />
          </UnstyledButton>
        ))}
      </div>
    </div>
  );
}

/** The scores that stand on a level, half steps with a half. */
function Marks(props: { level: number; values: Readonly<Record<Slot, number | null>>; slot: Slot }) {
  const { framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const formats = useFormats();
  return (
    <span className={classes.marks}>
      {slots.map((slot) => {
        const value = props.values[slot];
        if (value === null || Math.floor(value) !== props.level) return null;
        return (
          <span
            key={slot}
            className={classes.mark}
            data-slot={slot}
            data-chosen={slot === props.slot || undefined}
            role="img"
            aria-label={`${texts.slot(slot)} ${formats.score(value)}`}
            title={`${texts.slot(slot)} ${formats.score(value)}`}
          >
            <SlotMark slot={slot} />
            {!Number.isInteger(value) && '½'}
          </span>
        );
      })}
    </span>
  );
}
