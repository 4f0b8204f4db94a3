import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../failure-message.tsx';
import { OrganisationFields } from '../workspaces/organisation-fields.tsx';
import {
  emptyPartnershipDraft,
  type OrganisationDraft,
  organisationOf,
  organisationProblems,
} from '../workspaces/partnership-draft.ts';
import classes from '../workspaces/workspaces.module.css';
import { isRoomCode } from '../room/room-code-text.ts';
import { InviteFields } from './invite-fields.tsx';
import { useInviteDraft } from './use-invite-draft.ts';

export interface JoinPartnershipFormProps {
  displayName: string;
  onCancel: () => void;
  /** Called when the partnership's workspace is open. */
  onJoined: () => void;
  /** The code is one of a room without internet: it is entered elsewhere. */
  onRoomCode: (code: string) => void;
}

/** Makes a workspace of a partnership that others have started, with the own organisation in it. */
export function JoinPartnershipForm(props: JoinPartnershipFormProps) {
  const { displayName, onCancel, onJoined, onRoomCode } = props;
  const { t } = useTranslation(['membership', 'common']);
  const { client } = useBackend();
  const invite = useInviteDraft(displayName);
  const [organisation, setOrganisation] = useState<OrganisationDraft>(emptyPartnershipDraft);
  const [submitted, setSubmitted] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isRoomCode(invite.draft.text)) {
      onRoomCode(invite.draft.text);
      return;
    }
    setSubmitted(true);
    const own = organisationOf(organisation);
    if (!invite.input || !own || busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await client.membership.joinNew({ ...invite.input, organisation: own });
      onJoined();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate aria-label={t('join')}>
      <Stack gap="md">
        <div className={classes.fields}>
          <InviteFields form={invite} submitted={submitted} kind="join" className={classes.whole} />
          <OrganisationFields
            draft={organisation}
            problems={submitted ? organisationProblems(organisation) : {}}
            onChange={(patch) => setOrganisation((before) => ({ ...before, ...patch }))}
          />
        </div>
        {failure !== undefined && <FailureMessage error={failure} />}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onCancel} disabled={busy}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" variant="filled" loading={busy}>
            {t('joinSubmit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
