import type { IncomingMessage } from 'node:http';
import type { Access, AccessDecision } from '../access/access.ts';
import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';
import type { Entrance } from './connection-table.ts';
import { targetOf } from './http-routes.ts';
import { roomNameOf } from './room-name.ts';

export interface AdmissionOptions {
  readonly access: Access;
  readonly authenticateMs: number;
  /** See `RelayServerOptions.roomOf`. */
  readonly roomOf: (requested: string) => string | undefined;
}

export type Admission =
  | { readonly allowed: true; readonly entrance: Entrance }
  | { readonly allowed: false; readonly close: CloseCode };

/** Whether the sender of a request may enter the room it names; the same for every transport. */
export async function admit(request: IncomingMessage, options: AdmissionOptions): Promise<Admission> {
  const { path, query } = targetOf(request);
  const requested = roomNameOf(path);
  const room = requested === undefined ? undefined : options.roomOf(requested);
  if (requested === undefined || room === undefined) return { allowed: false, close: closeCodes.badRoomName };
  const decision = await authorise({ query, headers: request.headers }, requested, options);
  if (!decision.allowed) return decision;
  const wantsConfirmation = query.get('confirm') === '1';
  return { allowed: true, entrance: { room, grant: decision, wantsConfirmation } };
}

async function authorise(
  request: Parameters<Access['authorise']>[0],
  room: string,
  { access, authenticateMs }: AdmissionOptions,
): Promise<AccessDecision> {
  const limit = Promise.withResolvers<AccessDecision>();
  const timer = setTimeout(() => {
    limit.resolve({ allowed: false, close: closeCodes.roomUnavailable });
  }, authenticateMs);
  try {
    return await Promise.race([access.authorise(request, room), limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
