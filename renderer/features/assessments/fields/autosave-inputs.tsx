import { NumberInput, type NumberInputProps, Textarea, TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAutosaveField } from '../../../ui/use-autosave-field.ts';

type TextProps = Omit<TextInputProps, 'value' | 'onChange' | 'onBlur'> & {
  value: string;
  onSave: (value: string) => Promise<unknown>;
};

/** One line that saves itself. Give it a `key` that names the stored field. */
export function AutosaveText({ value, onSave, ...input }: TextProps) {
  const field = useAutosaveField({ value, save: onSave });
  return (
    <TextInput
      {...input}
      value={field.value}
      onChange={(event) => field.change(event.currentTarget.value)}
      onBlur={field.blur}
    />
  );
}

export interface AutosaveLinesProps {
  label: string;
  description?: string;
  value: readonly string[];
  readOnly: boolean;
  onSave: (lines: string[]) => Promise<unknown>;
}

/** A list with one entry per line that saves itself; empty lines are left out. */
export function AutosaveLines({ label, description, value, readOnly, onSave }: AutosaveLinesProps) {
  const field = useAutosaveField({ value: value.join('\n'), save: (text) => onSave(linesOf(text)) });
  return (
    <Textarea
      label={label}
      description={description}
      autosize
      minRows={2}
      maxRows={10}
      value={field.value}
      readOnly={readOnly}
      onChange={(event) => field.change(event.currentTarget.value)}
      onBlur={field.blur}
    />
  );
}

export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

type YearProps = Omit<NumberInputProps, 'value' | 'onChange' | 'onBlur'> & {
  value: number | null;
  onSave: (value: number | null) => void;
};

/** A year that is saved once it is one: half a year typed is no year. */
export function YearInput({ value, onSave, ...input }: YearProps) {
  const { t } = useTranslation('assessments');
  const [typed, setTyped] = useState<number | string | undefined>();
  const shown = typed ?? value ?? '';
  const wrong = shown !== '' && !isYear(shown);
  const take = () => {
    if (typed === undefined || wrong) return;
    onSave(typed === '' ? null : Number(typed));
    setTyped(undefined);
  };
  return (
    <NumberInput
      {...input}
      value={shown}
      onChange={setTyped}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
      error={wrong && t('problem.yearOfEvidence')}
      allowDecimal={false}
      thousandSeparator=""
      hideControls
      clampBehavior="none"
    />
  );
}

function isYear(value: number | string): boolean {
  const year = Number(value);
  return Number.isInteger(year) && year >= 1900 && year <= 2200;
}
