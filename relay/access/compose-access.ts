import { randomBytes, randomUUID } from 'node:crypto';
import { signedHostname } from '../protocol/access-api.ts';
import type { Scheduler } from '../rooms/scheduler.ts';
import type { HttpRoute } from '../transport/http-routes.ts';
import type { Access } from './access.ts';
import type { AccessStore } from './access-store.ts';
import { GuessLimit } from './guess-limit.ts';
import { type AccessEvent, accessRoute } from './http-api.ts';
import { joinPageRoute } from './join-page.ts';
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
  readonly onEvent: (event: AccessEvent) => void;
}

export interface ComposedAccess {
  readonly access: Access;
  readonly routes: readonly HttpRoute[];
  /** The store stays open. */
  close(): void;
}

/** Members, tokens and rights over one store. */
export async function composeAccess(options: ComposeAccessOptions): Promise<ComposedAccess> {
  const { store, scheduler, wallClock, address, onEvent } = options;
  const identity = await store.identity();
  const tokens = createTokens(identity, wallClock);
  const onFailed = (error: unknown) => onEvent({ kind: 'rightsNotRead', error });
  const directory = new WorkspaceDirectory({ store, scheduler, onFailed });
  const access = new MemberAccess({ tokens, directory, scheduler, wallClock });
  const service = new MembershipService({
    store,
    identity,
    tokens,
    directory,
    guesses: new GuessLimit(scheduler),
    hostnames: address ? [signedHostname(address)] : [],
    newId: randomUUID,
    randomBytes,
    wallClock,
  });
  const close = () => {
    access.close();
    directory.close();
  };
  return { access, routes: [accessRoute(service, onEvent), joinPageRoute], close };
}
