import { randomBytes, randomUUID } from 'node:crypto';
import { signedHostname } from '../protocol/access-api.ts';
import type { Scheduler } from '../rooms/scheduler.ts';
import type { HttpRoute } from '../transport/http-routes.ts';
import type { Access } from './access.ts';
import type { AccessStore } from './access-store.ts';
import { GuessLimit } from './guess-limit.ts';
import { type AccessEvent, accessRoute } from './http-api.ts';
import { joinPageRoute } from './join-page.ts';
import { KeyRing } from './key-ring.ts';
import { LastSeen } from './last-seen.ts';
import { MemberAccess } from './member-access.ts';
import { MembershipService } from './membership-service.ts';
import { createTokens } from './tokens.ts';
import { WorkspaceDirectory } from './workspace-directory.ts';

export interface ComposeAccessOptions {
  readonly store: AccessStore;
  readonly scheduler: Scheduler;
  readonly wallClock: () => number;
  /** Under which laptops reach the relay, if that is known. */
  readonly address: URL | undefined;
  /** Further host names of this relay. */
  readonly allowedHosts: readonly string[];
  /** Whose `X-Forwarded-For` is believed. */
  readonly isProxy: (address: string) => boolean;
  readonly onEvent: (event: AccessEvent) => void;
}

export interface ComposedAccess {
  readonly access: Access;
  readonly routes: readonly HttpRoute[];
  /** The store stays open. */
  close(): Promise<void>;
}

/** Members, tokens and rights over one store. */
export async function composeAccess(options: ComposeAccessOptions): Promise<ComposedAccess> {
  const { store, scheduler, wallClock, address, allowedHosts, isProxy, onEvent } = options;
  const identity = await store.identity();
  const onFailed = (error: unknown) => onEvent({ kind: 'rightsNotRead', error });
  const keys = await KeyRing.open({ store, scheduler, wallClock, onFailed });
  const tokens = createTokens(identity.relayId, keys, wallClock);
  const directory = new WorkspaceDirectory({ store, scheduler, onFailed });
  const onNotNoted = (error: unknown) => onEvent({ kind: 'lastSeenNotWritten', error });
  const seen = new LastSeen({ store, scheduler, wallClock, onFailed: onNotNoted });
  const access = new MemberAccess({ tokens, keys, directory, seen, scheduler, wallClock });
  const service = new MembershipService({
    store,
    identity,
    tokens,
    directory,
    guesses: new GuessLimit(scheduler),
    seen,
    hostnames: [...(address ? [signedHostname(address)] : []), ...allowedHosts],
    newId: randomUUID,
    randomBytes,
    wallClock,
  });
  const close = async () => {
    access.close();
    directory.close();
    keys.close();
    await seen.close();
  };
  return { access, routes: [accessRoute({ service, isProxy, onEvent }), joinPageRoute], close };
}
