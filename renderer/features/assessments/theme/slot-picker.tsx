import { Button, Kbd, UnstyledButton } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Slot } from '../../../../shared/framework/schema.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { SlotMark } from '../../../ui/figures/slot-mark.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { SavedSwitch } from '../fields/chosen-inputs.tsx';
import { withHalfToggled } from './criterion-keys.ts';
import { useCriterion } from './use-criterion.ts';
import classes from './rating.module.css';

const slots: readonly Slot[] = ['past', 'present', 'desired'];
const slotKeys: Readonly<Record<Slot, string>> = { past: 'P', present: 'N', desired: 'D' };

export interface SlotPickerProps {
  criterionId: string;
  slot: Slot;
  onSlot: (slot: Slot) => void;
}

/** Which of the three scores is being given, its half step, and the ways to leave it empty or out. */
export function SlotPicker({ criterionId, slot, onSlot }: SlotPickerProps) {
  const { t } = useTranslation('assessments');
  const { framework, readOnly } = useAssessment();
  const { entry, put, save } = useCriterion(criterionId);
  const { max } = framework.scale;
  const value = entry[slot];
  const half = value !== null && !Number.isInteger(value);
  const closed = readOnly || entry.notApplicable;
  return (
    <div className={classes.slotBar}>
      {!entry.notApplicable && <Slots criterionId={criterionId} slot={slot} onSlot={onSlot} />}
      <div className={classes.slotTools}>
        {!entry.notApplicable && (
          <>
            <Button
              size="xs"
              aria-pressed={half}
              variant={half ? 'light' : 'default'}
              disabled={closed || value === null || value === max}
              title={`${t('criterion.half')} (.)`}
              aria-label={`+½ ${t('criterion.half')}`}
              onClick={() => put({ [slot]: withHalfToggled(value, max) })}
            >
              +½
            </Button>
            <Button
              size="xs"
              leftSection={<IconEraser size={15} aria-hidden />}
              disabled={closed || value === null}
              title={`${t('criterion.emptyHint')} (Delete)`}
              onClick={() => put({ [slot]: null })}
            >
              {t('criterion.empty')}
            </Button>
          </>
        )}
        <SavedSwitch
          size="sm"
          label={t('notApplicable')}
          checked={entry.notApplicable}
          disabled={readOnly}
          onSave={(notApplicable) => save({ notApplicable })}
        />
      </div>
    </div>
  );
}

function Slots({ criterionId, slot, onSlot }: SlotPickerProps) {
  const { t } = useTranslation('assessments');
  const { framework, bundle } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const formats = useFormats();
  const { entry } = useCriterion(criterionId);
  const group = useRef<HTMLDivElement>(null);
  const { pastYear, referenceDate, targetYear } = bundle.assessment.fields;
  const years: Readonly<Record<Slot, number | string | null>> = {
    past: pastYear,
    present: referenceDate?.slice(0, 4) ?? null,
    desired: targetYear,
  };
  const move = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = slots[slots.indexOf(slot) + by];
    if (by === 0 || !next) return;
    event.preventDefault();
    onSlot(next);
    group.current?.querySelector<HTMLElement>(`[data-slot="${next}"]`)?.focus();
  };
  return (
    <div ref={group} role="radiogroup" aria-label={t('criterion.slots')} className={classes.slots}>
      {slots.map((candidate) => {
        const value = entry[candidate];
        const said = value === null ? texts.of(framework.scale.empty.name) : formats.score(value);
        return (
          <UnstyledButton
            key={candidate}
            role="radio"
            aria-checked={candidate === slot}
            aria-label={`${texts.slot(candidate)} ${years[candidate] ?? ''}: ${said}`}
            tabIndex={candidate === slot ? 0 : -1}
            data-slot={candidate}
            className={classes.slot}
            title={`${texts.slot(candidate)} (${slotKeys[candidate]})`}
            onClick={() => onSlot(candidate)}
            onKeyDown={move}
          >
            <span className={classes.slotHead}>
              <SlotMark slot={candidate} />
              <span className={classes.slotName}>{t(`slot.${candidate}`)}</span>
              <Kbd size="xs" aria-hidden>
                {slotKeys[candidate]}
              </Kbd>
            </span>
            <span className={classes.slotValue}>
              {value === null ? (
                <span className={classes.emptyValue}>{t('criterion.isEmpty')}</span>
              ) : (
                <b>{formats.score(value)}</b>
              )}
              <span className={classes.slotYear}>{years[candidate]}</span>
            </span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
