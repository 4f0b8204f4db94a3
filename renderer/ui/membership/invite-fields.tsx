import { Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isUnencryptedRemote } from './relay-address.ts';
import type { InviteForm } from './use-invite-draft.ts';

export interface InviteFieldsProps {
  form: InviteForm;
  /** Problems show from the first attempt on. */
  submitted: boolean;
  kind: 'join' | 'start';
  className?: string | undefined;
}

/** Code or link, the relay's address when the code does not bring it, and the own name. */
export function InviteFields({ form, submitted, kind, className }: InviteFieldsProps) {
  const { t } = useTranslation('membership');
  const { draft, set, linkAddress } = form;
  const problem = (key: string | undefined) => (submitted && key ? t(`problem.${key}`) : undefined);
  const plain = { spellCheck: false, autoComplete: 'off', ...(className ? { className } : {}) };
  return (
    <>
      <TextInput
        {...plain}
        label={t(`code.${kind}`)}
        description={
          linkAddress === undefined ? t(`codeHint.${kind}`) : t('linkAddress', { address: linkAddress })
        }
        required
        data-autofocus
        maxLength={500}
        value={draft.text}
        error={problem(form.problems.text)}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      {linkAddress === undefined && (
        <TextInput
          {...plain}
          label={t('address')}
          description={t('addressHint')}
          required
          maxLength={300}
          value={draft.address}
          error={problem(form.problems.address)}
          onChange={(event) => set({ address: event.currentTarget.value })}
        />
      )}
      {isUnencryptedRemote(linkAddress ?? draft.address) && (
        <Text size="sm" role="status" className={className}>
          {t('unencrypted')}
        </Text>
      )}
      <TextInput
        {...(className ? { className } : {})}
        label={t('displayName')}
        description={t('displayNameHint')}
        required
        maxLength={80}
        value={draft.displayName}
        error={problem(form.problems.displayName)}
        onChange={(event) => set({ displayName: event.currentTarget.value })}
      />
    </>
  );
}
