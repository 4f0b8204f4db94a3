import type { IncomingHttpHeaders } from 'node:http';
import type { CloseCode } from '../protocol/close-codes.ts';
import type { Rights } from '../protocol/rights.ts';

export interface AccessRequest {
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

export type AccessDecision = AccessGrant | { readonly allowed: false; readonly close: CloseCode };

export interface AccessGrant {
  readonly allowed: true;
  readonly mayRead: true;
  /** As it was decided; where there are `liveRights`, those count. */
  readonly mayWrite: boolean;
  /** Whose connection it is: limits are counted per member. Without it they are counted per connection. */
  readonly memberId?: string;
  /** Stored with every update of the connection, see `NewEntry.origin`. */
  readonly origin?: string;
  /** Missing where rights never change while a connection is open. */
  readonly liveRights?: LiveRights;
}

/** A member's rights in one room, as they are at every moment. */
export interface LiveRights {
  readonly now: Rights;
  /** From now on the owner is told of changes. Returns the way to stop; without it the watch never ends. */
  watch(owner: RightsOwner): () => void;
  /** A further token of the same member: the connection may go on. Another one ends it. */
  renew(token: string): Promise<void>;
}

export interface RightsOwner {
  changed(rights: Rights): void;
  /** The connection has to be closed: the member was removed, or its token ran out. */
  ended(close: CloseCode): void;
}

/** Decides who may enter which room. */
export interface Access {
  authorise(request: AccessRequest, room: string): AccessDecision | Promise<AccessDecision>;
}

const full: AccessDecision = { allowed: true, mayRead: true, mayWrite: true };

/** Everybody who can reach the socket; only ever used on loopback. */
export const openAccess: Access = { authorise: () => full };
