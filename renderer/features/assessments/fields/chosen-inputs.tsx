import {
  Checkbox,
  type CheckboxProps,
  NativeSelect,
  type NativeSelectProps,
  Switch,
  type SwitchProps,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { useChosenValue } from '../../../ui/use-chosen-value.ts';

type Checked<Props> = Omit<Props, 'checked' | 'onChange'> & {
  checked: boolean;
  onSave: (checked: boolean) => Promise<unknown>;
};

/** A check box that stores itself. */
export function SavedCheckbox({ checked, onSave, ...props }: Checked<CheckboxProps>) {
  const [shown, choose] = useChosenValue(checked, onSave);
  return <Checkbox {...props} checked={shown} onChange={(event) => choose(event.currentTarget.checked)} />;
}

/** A switch that stores itself. */
export function SavedSwitch({ checked, onSave, ...props }: Checked<SwitchProps>) {
  const [shown, choose] = useChosenValue(checked, onSave);
  return <Switch {...props} checked={shown} onChange={(event) => choose(event.currentTarget.checked)} />;
}

export type SavedSelectProps = Omit<NativeSelectProps, 'value' | 'onChange'> & {
  value: string;
  onSave: (value: string) => Promise<unknown>;
};

/** A short list of choices that stores itself. */
export function SavedSelect({ value, onSave, ...props }: SavedSelectProps) {
  const [shown, choose] = useChosenValue(value, onSave);
  return <NativeSelect {...props} value={shown} onChange={(event) => choose(event.currentTarget.value)} />;
}

export interface SavedDateProps {
  label: string;
  description?: string;
  value: string | null;
  readOnly: boolean;
  /** An emptied date is null, where the field may be empty. */
  onSave: (value: string | null) => void;
  required?: boolean;
}

/** A calendar date that is stored when the field is left: half a date typed is no date. */
export function SavedDate({ label, description, value, readOnly, onSave, required = false }: SavedDateProps) {
  const [typed, setTyped] = useState<string | undefined>();
  const leave = () => {
    const next = typed || null;
    if (typed !== undefined && next !== value && (next !== null || !required)) onSave(next);
    setTyped(undefined);
  };
  return (
    <TextInput
      type="date"
      label={label}
      description={description}
      value={typed ?? value ?? ''}
      readOnly={readOnly}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
    />
  );
}
