import { CloseButton, Group, Text, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './rating.module.css';

export interface RatingPickerProps {
  label: string;
  max: number;
  /** Null: not set. */
  value: number | null;
  readOnly: boolean;
  onChange: (value: number | null) => void;
}

/** A weight from 1 to `max`, which may stay open. */
export function RatingPicker({ label, max, value, readOnly, onChange }: RatingPickerProps) {
  const { t } = useTranslation('assessments');
  const id = useId();
  const group = useRef<HTMLDivElement>(null);
  const choices = Array.from({ length: max }, (_, index) => index + 1);
  const move = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = Math.min(max, Math.max(1, (value ?? 0) + by));
    if (by === 0 || readOnly) return;
    event.preventDefault();
    onChange(next);
    group.current?.querySelector<HTMLElement>(`[data-choice="${next}"]`)?.focus();
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="sm" fw={500} id={id}>
        {label}
      </Text>
      <div ref={group} role="radiogroup" aria-labelledby={id} className={classes.rating}>
        {choices.map((choice) => (
          <UnstyledButton
            key={choice}
            role="radio"
            aria-checked={choice === value}
            aria-disabled={readOnly || undefined}
            tabIndex={choice === value || (value === null && choice === 1) ? 0 : -1}
            data-choice={choice}
            data-filled={(value !== null && choice <= value) || undefined}
            className={classes.ratingStep}
            onClick={() => !readOnly && onChange(choice)}
            onKeyDown={move}
          >
            {choice}
          </UnstyledButton>
        ))}
      </div>
      {value !== null && !readOnly && (
        <CloseButton
          size="xs"
          aria-label={t('criterion.clearRating', { label })}
          onClick={() => onChange(null)}
        />
      )}
    </Group>
  );
}
