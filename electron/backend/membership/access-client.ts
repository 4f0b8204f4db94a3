import type { z } from 'zod';
import {
  accessApiPath,
  accessErrorResponseSchema,
  challengeResponseSchema,
  type CreateInviteRequest,
  createInviteResponseSchema,
  displayNameSchema,
  type DocumentAccess,
  documentAccessSchema,
  doneResponseSchema,
  invitesResponseSchema,
  memberResponseSchema,
  membershipResponseSchema,
  membersResponseSchema,
  organisationSchema,
  type Role,
  rulesResponseSchema,
  type SignedClaim,
  signedHostname,
  signedText,
  tokenResponseSchema,
  workspaceNameSchema,
} from '../../../relay/protocol/access-api.ts';
import { parseInviteCode } from '../../../relay/protocol/invite-code.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { DeviceKey } from '../identity/device-key.ts';
import { parseRelayAddress } from '../sync/relay-address.ts';
import { AccessRefusal } from './access-refusal.ts';
import { HttpFailure, type HttpFetch, type HttpRequest } from './http-fetch.ts';

/** Who comes, in the words that others will see. */
export interface Newcomer {
  displayName: string;
  organisation: string;
}

/** What one relay is asked over HTTP. Rejects with `AccessRefusal`, `HttpFailure` or an `AppError`. */
export type AccessClient = ReturnType<typeof createAccessClient>;

export interface AccessClientOptions {
  /** As in the link of an invite: `wss://relay.example.org/prefix`. */
  address: string;
  deviceKey: () => DeviceKey;
  fetch: HttpFetch;
}

type Path = `/${string}`;
type Unproven<Claim> = Claim extends unknown ? Omit<Claim, 'hostname' | 'challenge'> : never;

export function createAccessClient({ address, deviceKey, fetch }: AccessClientOptions) {
  const base = parseRelayAddress(address);
  const hostname = signedHostname(base);
  const root = apiRoot(base);

  const ask = async <Answer>(
    schema: z.ZodType<Answer>,
    method: HttpRequest['method'],
    path: Path,
    options: { token?: string; body?: unknown } = {},
  ): Promise<Answer> => {
    const { token, body } = options;
    const response = await fetch({
      url: root + path,
      method,
      headers: {
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return readAnswer(schema, response);
  };
  /** A signed request; the proof is made for this one alone. */
  const prove = async (claim: Unproven<SignedClaim>) => {
    const { challenge } = await ask(challengeResponseSchema, 'POST', '/challenge', { body: {} });
    const text = signedText({ ...claim, hostname, challenge });
    const signature = Buffer.from(deviceKey().sign(Buffer.from(text))).toString('base64url');
    return { hostname, challenge, signature };
  };
  /** Names as the relay will read them: the signature covers them. */
  const named = ({ displayName, organisation }: Newcomer) => ({
    deviceKey: deviceKey().publicKey,
    displayName: checked(displayNameSchema, displayName, 'displayName'),
    organisation: checked(organisationSchema, organisation, 'organisation'),
  });

  return {
    async start(typedCode: string, workspace: { id: string; name: string }, newcomer: Newcomer) {
      const startCode = bareCode(typedCode);
      const name = checked(workspaceNameSchema, workspace.name, 'name');
      const claim = { startCode, workspace: { id: workspace.id, name }, ...named(newcomer) };
      const proof = await prove({ purpose: 'start', ...claim });
      return ask(membershipResponseSchema, 'POST', '/workspaces', { body: { ...claim, ...proof } });
    },
    async join(typedCode: string, newcomer: Newcomer) {
      const claim = { code: bareCode(typedCode), ...named(newcomer) };
      const proof = await prove({ purpose: 'join', ...claim });
      return ask(membershipResponseSchema, 'POST', '/join', { body: { ...claim, ...proof } });
    },
    async token(workspaceId: string, memberId: string) {
      const claim = { workspaceId, memberId };
      const proof = await prove({ purpose: 'token', ...claim });
      return ask(tokenResponseSchema, 'POST', '/token', { body: { ...claim, ...proof } });
    },
    members: (token: string, workspaceId: string) =>
      ask(membersResponseSchema, 'GET', `/workspaces/${workspaceId}/members`, { token }),
    rules: (token: string, workspaceId: string) =>
      ask(rulesResponseSchema, 'GET', `/workspaces/${workspaceId}/rules`, { token }),
    changeRole: (token: string, workspaceId: string, memberId: string, role: Role) =>
      ask(memberResponseSchema, 'PATCH', `/workspaces/${workspaceId}/members/${memberId}`, {
        token,
        body: { role },
      }),
    removeMember: (token: string, workspaceId: string, memberId: string) =>
      ask(doneResponseSchema, 'DELETE', `/workspaces/${workspaceId}/members/${memberId}`, { token }),
    invites: (token: string, workspaceId: string) =>
      ask(invitesResponseSchema, 'GET', `/workspaces/${workspaceId}/invites`, { token }),
    createInvite: (token: string, workspaceId: string, invite: CreateInviteRequest) =>
      ask(createInviteResponseSchema, 'POST', `/workspaces/${workspaceId}/invites`, { token, body: invite }),
    withdrawInvite: (token: string, workspaceId: string, inviteId: string) =>
      ask(doneResponseSchema, 'DELETE', `/workspaces/${workspaceId}/invites/${inviteId}`, { token }),
    documentAccess: (token: string, workspaceId: string, documentId: string) =>
      ask(documentAccessSchema, 'GET', accessPath(workspaceId, documentId), { token }),
    setDocumentAccess: (token: string, workspaceId: string, documentId: string, access: DocumentAccess) =>
      ask(documentAccessSchema, 'PUT', accessPath(workspaceId, documentId), { token, body: access }),
  };
}

const accessPath = (workspaceId: string, documentId: string): Path =>
  `/workspaces/${workspaceId}/documents/${encodeURIComponent(documentId)}/access`;

/** As it is signed: without hyphens, look-alikes resolved. */
function bareCode(typed: string): string {
  const code = parseInviteCode(typed);
  if (code === undefined) throw new AccessRefusal('codeMalformed');
  return code;
}

function apiRoot(address: URL): string {
  const scheme = address.protocol === 'ws:' ? 'http' : 'https';
  return `${scheme}://${address.host}${address.pathname.replace(/\/+$/, '')}${accessApiPath}`;
}

function readAnswer<Answer>(
  schema: z.ZodType<Answer>,
  { status, body }: { status: number; body: string },
): Answer {
  const content = parseJson(body);
  const refusal = accessErrorResponseSchema.safeParse(content);
  if (refusal.success) throw new AccessRefusal(refusal.data.error);
  // What stands in front of a relay that is away answers with a page of its own.
  if (status === 502 || status === 503 || status === 504) throw new AccessRefusal('unavailable');
  const answer = schema.safeParse(content);
  if (status < 200 || status >= 300 || !answer.success) throw new HttpFailure('notARelay');
  return answer.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // fits no schema, so it is reported by the caller
  }
}

function checked<Value>(schema: z.ZodType<Value>, value: unknown, field: string): Value {
  const result = schema.safeParse(value);
  if (!result.success) throw new AppError('invalidInput', { field });
  return result.data;
}
