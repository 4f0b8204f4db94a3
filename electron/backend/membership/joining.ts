import type { MembershipResponse } from '../../../relay/protocol/access-api.ts';
import type { Membership } from '../../../shared/contract/membership.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { DeviceKey } from '../identity/device-key.ts';
import { createMembershipRepository, type StoredMembership } from '../repositories/membership-repository.ts';
import type { NewPartnership } from '../services/backend-services.ts';
import type { SharedWorkspaces } from '../services/shared-workspaces.ts';
import type { WorkspaceContext } from '../services/workspace-context.ts';
import { readDescription } from '../services/workspace-description.ts';
import type { SharedId } from '../sync/shared-id.ts';
import { parseRelayAddress } from '../sync/relay-address.ts';
import { type AccessClient, createAccessClient } from './access-client.ts';
import { asUserError } from './access-refusal.ts';
import type { HttpFetch } from './http-fetch.ts';
import type { WorkspaceMembership } from './workspace-membership.ts';

/** The ways into a partnership on a relay, and out of it. */
export interface Joining {
  start(input: JoinInput): Promise<Membership>;
  joinHere(input: JoinInput): Promise<Membership>;
  /** Returns the id of the workspace, which is open then. */
  joinNew(input: JoinInput & { organisation: NewPartnership['organisation'] }): Promise<string>;
  /**
   * Goes on without the relay, which is told when it can be reached. Throws `lastFacilitator` when others
   * would be left without one.
   */
  leave(): Promise<void>;
}

export interface JoinInput {
  address: string;
  code: string;
  displayName: string;
}

export interface OpenPartnership {
  context: WorkspaceContext;
  membership: WorkspaceMembership;
  sharedId: SharedId;
}

export interface JoiningOptions {
  /** The open workspace; throws `noWorkspaceOpen`. */
  current: () => OpenPartnership;
  workspaces: SharedWorkspaces;
  deviceKey: () => DeviceKey;
  fetch: HttpFetch;
  newId: () => string;
  /** The name was given: it is the person's own from now on. */
  rememberName: (displayName: string) => void;
}

export function createJoining(options: JoiningOptions): Joining {
  const { current, workspaces } = options;
  const ask = async (
    { address, displayName }: JoinInput,
    question: (client: AccessClient) => Promise<MembershipResponse>,
  ): Promise<MembershipResponse> => {
    try {
      const { deviceKey, fetch } = options;
      const response = await question(createAccessClient({ address, deviceKey, fetch }));
      options.rememberName(displayName);
      return response;
    } catch (error) {
      throw asUserError(error);
    }
  };
  const join = (input: JoinInput, organisation: string) =>
    ask(input, (client) => client.join(input.code, { displayName: input.displayName, organisation }));
  const takeUp = (input: JoinInput, response: MembershipResponse): Membership => {
    const { membership } = current();
    membership.set(addressOf(input), response);
    return membership.view()!;
  };

  return {
    async start(input) {
      const { context, sharedId, membership } = current();
      refuseSecond(membership);
      const { id, name } = nameable(context, sharedId, options.newId);
      const newcomer = { displayName: input.displayName, organisation: ownOrganisation(context) };
      const response = await ask(input, (client) => client.start(input.code, { id, name }, newcomer));
      if (sharedId.get() !== id) sharedId.set(id);
      return takeUp(input, response);
    },
    async joinHere(input) {
      const { context, membership, sharedId } = current();
      refuseSecond(membership);
      const response = await join(input, ownOrganisation(context));
      const { id, name } = response.workspace;
      // The code is used up by now: a workspace that is of this partnership already gets what it brought.
      const known = workspaces.find(id);
      if (known !== undefined && known !== context.id)
        await workspaces.openOrCreate({ sharedId: id, name }, null);
      else if (sharedId.get() !== id) workspaces.linkOpen(id);
      return takeUp(input, response);
    },
    async joinNew(input) {
      const { organisation } = input;
      const response = await join(input, organisation.shortName || organisation.legalName);
      const partnership = { sharedId: response.workspace.id, name: response.workspace.name };
      const stored = storedMembership(addressOf(input), response);
      const id = await workspaces.openOrCreate(partnership, organisation, ({ database }) =>
        createMembershipRepository(database).put(stored),
      );
      // One that was open before does not look at what was stored meanwhile.
      if (current().membership.view()?.memberId !== stored.memberId) takeUp(input, response);
      return id;
    },
    async leave() {
      const { membership, sharedId } = current();
      if (membership.view()?.isMember) await sayGoodbye(membership, sharedId.get());
      membership.set('', null);
    },
  };
}

/** What a workspace keeps of the relay's answer. */
export function storedMembership(address: string, { member }: MembershipResponse): StoredMembership {
  const { id, role, partner } = member;
  return { address, memberId: id, role, partner, isMember: true };
}

async function sayGoodbye(membership: WorkspaceMembership, sharedId: string): Promise<void> {
  const ownId = membership.view()?.memberId ?? '';
  try {
    await membership.ask((client, token) => client.removeMember(token, sharedId, ownId));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Without a network the entry stays in the list of members: a facilitator can take it off.
    if (error.code !== 'lastFacilitator') return;
    const { members } = await membership.ask((client, token) => client.members(token, sharedId));
    if (members.some(({ id, revoked }) => id !== ownId && !revoked)) throw error;
  }
}

const addressOf = ({ address }: JoinInput): string => parseRelayAddress(address).href.replace(/\/+$/, '');

function refuseSecond(membership: WorkspaceMembership): void {
  if (membership.view()?.isMember) throw new AppError('partnershipHere');
}

/** Every demo has the same id: on a relay each gets one of its own. */
function nameable(context: WorkspaceContext, sharedId: SharedId, newId: () => string) {
  const description = readDescription(context.database);
  const id = description?.demo ? newId() : sharedId.get();
  return { id, name: description?.name ?? '' };
}

function ownOrganisation({ entities }: WorkspaceContext): string {
  const own = entities.list('workspace')[0]?.fields['ownPartnerId'];
  const fields = typeof own === 'string' ? entities.get('partner', own)?.fields : undefined;
  const name = fields?.['shortName'] || fields?.['legalName'];
  return typeof name === 'string' ? name : '';
}
