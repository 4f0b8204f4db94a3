import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { ActionForm } from '../action-form.tsx';
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
  const { t } = useTranslation('membership');
  const { client } = useBackend();
  const invite = useInviteDraft(displayName);
  const [organisation, setOrganisation] = useState<OrganisationDraft>(emptyPartnershipDraft);
  const [submitted, setSubmitted] = useState(false);

  const join = async () => {
    if (isRoomCode(invite.draft.text)) {
      onRoomCode(invite.draft.text);
      return;
    }
    setSubmitted(true);
    const own = organisationOf(organisation);
    if (!invite.input || !own) return;
    await client.membership.joinNew({ ...invite.input, organisation: own });
    onJoined();
  };

  return (
    <ActionForm label={t('join')} submit={t('joinSubmit')} onSubmit={join} onCancel={onCancel}>
      <div className={classes.fields}>
        <InviteFields form={invite} submitted={submitted} kind="join" className={classes.whole} />
        <OrganisationFields
          draft={organisation}
          problems={submitted ? organisationProblems(organisation) : {}}
          onChange={(patch) => setOrganisation((before) => ({ ...before, ...patch }))}
        />
      </div>
    </ActionForm>
  );
}
