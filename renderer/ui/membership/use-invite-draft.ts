import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useBackend } from '../../api/backend-context.tsx';
import { relayAddressProblem } from './relay-address.ts';

/** What somebody types to get into a partnership. */
export interface InviteDraft {
  /** A code, or a link that holds it. */
  text: string;
  /** Asked for when there is a bare code. */
  address: string;
  displayName: string;
}

export interface InviteInput {
  address: string;
  code: string;
  displayName: string;
}

export interface InviteForm {
  draft: InviteDraft;
  set: (patch: Partial<InviteDraft>) => void;
  /** The relay named by the link; undefined for a bare code. */
  linkAddress: string | undefined;
  /** Keys of the catalog `membership`. */
  problems: {
    text?: 'codeRequired' | 'codeMalformed';
    address?: 'addressRequired' | 'addressInvalid';
    displayName?: 'nameRequired';
  };
  /** Undefined while something is wrong. */
  input: InviteInput | undefined;
}

/** Reads a code or link while it is typed. The name begins as the one that the profile has. */
export function useInviteDraft(displayName: string): InviteForm {
  const { queries } = useBackend();
  const [draft, setDraft] = useState<InviteDraft>({ text: '', address: '', displayName });
  const text = draft.text.trim();
  const { data: read } = useQuery(
    queries.membership.readInvite.queryOptions({ input: { text }, enabled: text !== '' }),
  );
  const linkAddress = read?.address ?? undefined;
  const problems: InviteForm['problems'] = {};
  if (text === '') problems.text = 'codeRequired';
  else if (!read) problems.text = 'codeMalformed';
  const addressProblem = linkAddress === undefined ? relayAddressProblem(draft.address) : undefined;
  if (addressProblem) problems.address = addressProblem;
  if (draft.displayName.trim() === '') problems.displayName = 'nameRequired';
  const isComplete = read && Object.keys(problems).length === 0;
  return {
    draft,
    set: (patch) => setDraft((before) => ({ ...before, ...patch })),
    linkAddress,
    problems,
    input: isComplete
      ? {
          address: linkAddress ?? draft.address.trim(),
          code: read.code,
          displayName: draft.displayName.trim(),
        }
      : undefined,
  };
}
