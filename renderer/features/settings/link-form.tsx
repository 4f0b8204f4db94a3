import { Alert, Button, Group, List, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconInfoCircle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
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
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (!invite.input || busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      if (kind === 'join') await client.membership.joinHere(invite.input);
      else await client.membership.start(invite.input);
      notifications.show({
        message: t(`done.${kind}`),
        closeButtonProps: { 'aria-label': t('common:close') },
      });
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate aria-label={t(`${kind}Here`)}>
      <Stack gap="md" maw={560}>
        <Alert variant="light" icon={<IconInfoCircle aria-hidden />} title={t('whatHappens')}>
          <List size="sm" spacing={4}>
            <List.Item>{t(`explain.${kind}`)}</List.Item>
            <List.Item>{t('explain.assessments')}</List.Item>
            <List.Item>{t('explain.stays')}</List.Item>
          </List>
        </Alert>
        <InviteFields form={invite} submitted={submitted} kind={kind} />
        {failure !== undefined && <FailureMessage error={failure} />}
        <Group gap="xs">
          <Button type="submit" variant="filled" loading={busy}>
            {t(`${kind}Submit`)}
          </Button>
          <Button variant="subtle" disabled={busy} onClick={onClose}>
            {t('common:cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
