import { Button, Group, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureMessage } from './failure-message.tsx';
import { useAction } from './use-action.ts';

export interface ActionFormProps {
  /** Name of the form, where no dialog gives it one. */
  label?: string;
  children: ReactNode;
  /** What the button says. */
  submit: string;
  disabled?: boolean;
  /** Rejects with what is shown in the form. To ask for more to be filled in, it just does nothing. */
  onSubmit: () => unknown;
  onCancel?: () => void;
  /** In pixels. */
  maxWidth?: number;
}

/** A form that does one thing: it is busy meanwhile, and says what went wrong. */
export function ActionForm(props: ActionFormProps) {
  const { label, children, submit, disabled = false, onSubmit, onCancel, maxWidth } = props;
  const { t } = useTranslation('common');
  const { busy, failure, run } = useAction();
  const onFormSubmit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog is inside other forms for React though not on the page.
    event.stopPropagation();
    run(onSubmit);
  };
  return (
    <form onSubmit={onFormSubmit} noValidate aria-label={label}>
      <Stack gap="md" maw={maxWidth}>
        {children}
        {failure !== undefined && <FailureMessage error={failure} />}
        <Group justify="flex-end" gap="xs">
          {onCancel && (
            <Button onClick={onCancel} disabled={busy}>
              {t('cancel')}
            </Button>
          )}
          <Button type="submit" variant="filled" loading={busy} disabled={disabled}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
