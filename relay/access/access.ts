import type { IncomingHttpHeaders } from 'node:http';
import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';

export interface AccessRequest {
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

export type AccessDecision = AccessGrant | { readonly allowed: false; readonly close: CloseCode };

export interface AccessGrant {
  readonly allowed: true;
  readonly mayRead: true;
  readonly mayWrite: boolean;
  /** Whose connection it is: limits are counted per member. Without it they are counted per connection. */
  readonly memberId?: string;
  /** Stored with every update of the connection, see `NewEntry.origin`. */
  readonly origin?: string;
}

/** Decides who may enter which room. Decisions hold for the life of the connection. */
export interface Access {
  authorise(request: AccessRequest, room: string): AccessDecision | Promise<AccessDecision>;
}

const full: AccessDecision = { allowed: true, mayRead: true, mayWrite: true };

/** Everybody who can reach the socket; only ever used on loopback. */
export const openAccess: Access = { authorise: () => full };

/** Everybody who shows the key, as `?key=` (what a stock client can send) or as a bearer token. */
export function keyAccess(isKey: (candidate: string) => boolean): Access {
  return {
    authorise({ query, headers }) {
      const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
      const candidate = bearer ?? query.get('key') ?? '';
      return isKey(candidate) ? full : { allowed: false, close: closeCodes.notAuthorised };
    },
  };
}
