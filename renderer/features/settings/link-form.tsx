import { Alert, List } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { ActionForm } from '../../ui/action-form.tsx';
import { InviteFields } from '../../ui/membership/invite-fields.tsx';
import { useInviteDraft } from '../../ui/membership/use-invite-draft.ts';

export interface LinkFormProps {
  kind: 'join' | 'start';
  displayName: string;
  onClose: () => void;
}

/** Brings the open workspace into a partnership, or starts one with it. */
export function LinkForm({ kind, displayName, onClose }: LinkFormProps) {
  const { t } = useTranslation(['membership', 'common']);
  const { client } = useBackend();
  const invite = useInviteDraft(displayName);
  const [submitted, setSubmitted] = useState(false);
  const link = async () => {
    setSubmitted(true);
    if (!invite.input) return;
    if (kind === 'join') await client.membership.joinHere(invite.input);
    else await client.membership.start(invite.input);
    notifications.show({
      message: t(`done.${kind}`),
      closeButtonProps: { 'aria-label': t('common:close') },
    });
    onClose();
  };
  return (
    <ActionForm
      label={t(`${kind}Here`)}
      submit={t(`${kind}Submit`)}
      onSubmit={link}
      onCancel={onClose}
      maxWidth={560}
    >
      <Alert variant="light" icon={<IconInfoCircle aria-hidden />} title={t('whatHappens')}>
        <List size="sm" spacing={4}>
          <List.Item>{t(`explain.${kind}`)}</List.Item>
          <List.Item>{t('explain.assessments')}</List.Item>
          <List.Item>{t('explain.stays')}</List.Item>
        </List>
      </Alert>
      <InviteFields form={invite} submitted={submitted} kind={kind} />
    </ActionForm>
  );
}
