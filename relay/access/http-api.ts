import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import {
  accessApiPath,
  accessErrors,
  challengeRequestSchema,
  changeMemberRequestSchema,
  createInviteRequestSchema,
  documentAccessSchema,
  documentIdSchema,
  joinRequestSchema,
  type MemberDescription,
  memberIdSchema,
  startWorkspaceRequestSchema,
  tokenRequestSchema,
  workspaceIdSchema,
} from '../protocol/access-api.ts';
import { StorageError } from '../storage/room-storage.ts';
import { answerJson, type HttpRoute, targetOf } from '../transport/http-routes.ts';
import { AccessError } from './access-error.ts';
import type { StoredMember } from './access-store.ts';
import { callerOf } from './caller-of.ts';
import type { Caller, MembershipService, Session } from './membership-service.ts';
import { readJsonBody } from './request-body.ts';

/** What an operator should be able to see. Carries no codes, tokens, keys or names. */
export type AccessEvent =
  | { readonly kind: 'accessRefused'; readonly request: string; readonly reason: string }
  | { readonly kind: 'rightsNotRead'; readonly error: unknown }
  | { readonly kind: 'lastSeenNotWritten'; readonly error: unknown };

type Answer = (request: IncomingMessage, ids: readonly string[]) => Promise<unknown>;

/** One path: its parts with `:` for an id, and what is done per method. */
interface Endpoint {
  readonly path: readonly string[];
  readonly methods: Readonly<Record<string, Answer>>;
}

export interface AccessRouteOptions {
  readonly service: MembershipService;
  /** Whose `X-Forwarded-For` is believed. */
  readonly isProxy: (address: string) => boolean;
  readonly onEvent: (event: AccessEvent) => void;
}

/** The HTTP interface of access (RA-10 and following) as a route of the relay. */
export function accessRoute({ service, isProxy, onEvent }: AccessRouteOptions): HttpRoute {
  const endpoints = endpointsOf(service, (request) => callerOf(request, isProxy));
  return {
    async handle(request, response) {
      const { path } = targetOf(request);
      if (!path.startsWith(`${accessApiPath}/`)) return false;
      const name = { text: 'unknown' };
      try {
        // No page of any site has business here, the relay's own included: laptops send no origin.
        if (request.headers.origin !== undefined) throw new AccessError('notAllowed');
        const [endpoint, ids] = find(endpoints, path.slice(accessApiPath.length + 1).split('/'));
        name.text = `${request.method} ${endpoint.path.join('/')}`;
        const answer = endpoint.methods[request.method ?? ''];
        if (!answer) throw new AccessError('methodNotAllowed');
        answerJson(response, 200, await answer(request, ids));
      } catch (error) {
        refuse(request, response, error, (reason) =>
          onEvent({ kind: 'accessRefused', request: name.text, reason }),
        );
      }
      return true;
    },
  };
}

function endpointsOf(
  service: MembershipService,
  caller: (request: IncomingMessage) => Caller,
): readonly Endpoint[] {
  const session = (request: IncomingMessage, workspaceId: string | undefined): Promise<Session> =>
    service.session(request.headers.authorization, idOf(workspaceIdSchema, workspaceId));
  return [
    {
      path: ['challenge'],
      methods: {
        POST: async (request) => {
          await bodyOf(request, challengeRequestSchema);
          return service.challenge();
        },
      },
    },
    {
      path: ['workspaces'],
      methods: {
        POST: async (request) =>
          service.start(await bodyOf(request, startWorkspaceRequestSchema), caller(request)),
      },
    },
    {
      path: ['join'],
      methods: {
        POST: async (request) => service.join(await bodyOf(request, joinRequestSchema), caller(request)),
      },
    },
    {
      path: ['token'],
      methods: {
        POST: async (request) => service.token(await bodyOf(request, tokenRequestSchema), caller(request)),
      },
    },
    {
      path: ['workspaces', ':', 'members'],
      methods: {
        GET: async (request, [id]) => {
          const asker = await session(request, id);
          const { workspace } = asker;
          const seen = await service.seenSecondsAgo(asker);
          const members = [...workspace.members.values()].map((member) =>
            describeMember(member, seen.get(member.id) ?? null),
          );
          return { workspace: { id: workspace.id, name: workspace.name }, members };
        },
      },
    },
    {
      path: ['workspaces', ':', 'rules'],
      methods: {
        GET: async (request, [id]) => {
          const { workspace } = await session(request, id);
          const members = [...workspace.members.values()].map(describeMember);
          const documents = Object.fromEntries(workspace.documents);
          return { workspace: { id: workspace.id, name: workspace.name }, members, documents };
        },
      },
    },
    {
      path: ['workspaces', ':', 'members', ':'],
      methods: {
        PATCH: async (request, [id, memberId]) => {
          const asker = await session(request, id);
          const { role } = await bodyOf(request, changeMemberRequestSchema);
          const member = await service.changeRole(asker, idOf(memberIdSchema, memberId), role);
          return { member: describeMember(member) };
        },
        DELETE: async (request, [id, memberId]) => {
          await service.removeMember(await session(request, id), idOf(memberIdSchema, memberId));
          return { done: true };
        },
      },
    },
    {
      path: ['workspaces', ':', 'invites'],
      methods: {
        GET: async (request, [id]) => ({ invites: await service.invites(await session(request, id)) }),
        POST: async (request, [id]) => {
          const asker = await session(request, id);
          return service.createInvite(asker, await bodyOf(request, createInviteRequestSchema));
        },
      },
    },
    {
      path: ['workspaces', ':', 'invites', ':'],
      methods: {
        DELETE: async (request, [id, inviteId]) => {
          await service.withdrawInvite(await session(request, id), idOf(memberIdSchema, inviteId));
          return { done: true };
        },
      },
    },
    {
      path: ['workspaces', ':', 'documents', ':', 'access'],
      methods: {
        GET: async (request, [id, documentId]) =>
          service.documentAccess(await session(request, id), idOf(documentIdSchema, documentId)),
        PUT: async (request, [id, documentId]) => {
          const asker = await session(request, id);
          const access = await bodyOf(request, documentAccessSchema);
          await service.setDocumentAccess(asker, idOf(documentIdSchema, documentId), access);
          return access;
        },
      },
    },
  ];
}

/** The endpoint of a path and the ids in it. */
function find(endpoints: readonly Endpoint[], parts: readonly string[]): [Endpoint, string[]] {
  for (const endpoint of endpoints) {
    if (endpoint.path.length !== parts.length) continue;
    if (!endpoint.path.every((part, index) => part === ':' || part === parts[index])) continue;
    return [endpoint, parts.filter((_, index) => endpoint.path[index] === ':').map(decoded)];
  }
  throw new AccessError('notFound');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part).normalize('NFC');
  } catch (error) {
    throw new AccessError('notFound', { cause: error });
  }
}

function idOf<T>(schema: z.ZodType<T>, text: string | undefined): T {
  const id = schema.safeParse(text);
  if (!id.success) throw new AccessError('notFound');
  return id.data;
}

async function bodyOf<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const body = schema.safeParse(await readJsonBody(request));
  if (body.success) return body.data;
  const isCode = ({ path, code }: z.core.$ZodIssue) =>
    code === 'custom' && (path[0] === 'code' || path[0] === 'startCode');
  throw new AccessError(body.error.issues.some(isCode) ? 'codeMalformed' : 'badRequest');
}

function describeMember(member: StoredMember, seen: number | null = null): MemberDescription {
  const { id, displayName, organisation, partner, role, deviceKeyId, joinedAtMs, revokedAtMs } = member;
  const revoked = revokedAtMs !== null;
  const seenSecondsAgo = revoked ? null : seen;
  return { id, displayName, organisation, partner, role, revoked, deviceKeyId, joinedAtMs, seenSecondsAgo };
}

/** Answers an expected failure with its code; anything else is the server's to report. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  report: (reason: string) => void,
): void {
  const code =
    error instanceof AccessError ? error.code : error instanceof StorageError ? 'unavailable' : undefined;
  if (code === undefined) throw error;
  report(error instanceof StorageError ? `store: ${error.code}` : code);
  if (error instanceof AccessError && error.retryAfterSeconds !== undefined)
    response.setHeader('retry-after', error.retryAfterSeconds);
  // What was not read of a body that is too large is not waited for.
  if (!request.complete) response.setHeader('connection', 'close');
  answerJson(response, accessErrors[code], { error: code });
}
