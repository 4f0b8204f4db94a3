import type { Role } from '../../../relay/protocol/access-api.ts';
import type { After } from '../sync/timers.ts';
import { AccessRefusal } from './access-refusal.ts';

/** The tokens that one membership shows at its relay, renewed without a word. */
export interface TokenSource {
  /** A token with some time left. Rejects with what the relay or the network said. */
  get(): Promise<string>;
  /** The relay did not take this one: the next call of `get` asks for another. */
  reject(token: string): void;
  /** Calls with each new token, so that open connections can go on under it. Returns the way to stop. */
  onRenewed(listener: (token: string) => void): () => void;
  close(): void;
}

export interface TokenGrant {
  token: string;
  expiresInSeconds: number;
  role: Role;
}

export interface TokenSourceOptions {
  request: () => Promise<TokenGrant>;
  /** Every grant and every "no" of the relay. */
  onGrant: (grant: TokenGrant) => void;
  onRefused: (refusal: AccessRefusal) => void;
  after: After;
  /** Milliseconds that only ever go up: what the clock on the wall says does not matter. */
  monotonicNow: () => number;
}

/** Asked for again when this part of a token's life is over. */
const renewalPart = 0.7;
/** A token that ends so soon is not begun with. */
const leastLeftMs = 20_000;
const renewAgainMs = 15_000;

export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { after, monotonicNow } = options;
  const listeners = new Set<(token: string) => void>();
  let held: { token: string; endsAtMs: number } | undefined;
  let underWay: Promise<string> | undefined;
  let cancelRenewal: (() => void) | undefined;
  let closed = false;

  const renewAfter = (delayMs: number) => {
    cancelRenewal?.();
    cancelRenewal = closed ? undefined : after(delayMs, renew);
  };
  const request = async (): Promise<string> => {
    // Counted from before the request: time on the way makes it shorter, never longer.
    const askedAtMs = monotonicNow();
    try {
      const grant = await options.request();
      const lifeMs = grant.expiresInSeconds * 1000;
      held = { token: grant.token, endsAtMs: askedAtMs + lifeMs };
      options.onGrant(grant);
      renewAfter(lifeMs * renewalPart);
      for (const listener of listeners) listener(grant.token);
      return grant.token;
    } catch (error) {
      if (error instanceof AccessRefusal) options.onRefused(error);
      throw error;
    }
  };
  const fresh = (): Promise<string> => {
    underWay ??= request().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  function renew(): void {
    cancelRenewal = undefined;
    fresh().catch((error: unknown) => {
      // Without a network nothing is lost: the next connection asks anew. While the token lasts it is tried again.
      const isFinal = error instanceof AccessRefusal && error.code === 'memberRevoked';
      if (!isFinal && held && held.endsAtMs > monotonicNow()) renewAfter(renewAgainMs);
    });
  }

  return {
    async get() {
      const isGood = held !== undefined && held.endsAtMs - monotonicNow() > leastLeftMs;
      return isGood && held ? held.token : fresh();
    },
    reject(token) {
      if (held?.token === token) held = undefined;
    },
    onRenewed(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      cancelRenewal?.();
      listeners.clear();
    },
  };
}
