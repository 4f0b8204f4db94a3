import { type ClientContext, createORPCClient, DynamicLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../../shared/contract/index.ts';
import { textPortOf, type Channel } from '../../shared/kernel/channel.ts';
import type { Connection } from './connection.ts';

export type Client = ContractRouterClient<Contract>;

/**
 * The contract's client over a connection that may break. A call that was under way when it broke is
 * sent again on the next channel: queries change nothing, and commands carry an id that makes doing them
 * twice the same as once. Calls without such an id are listed in `notRepeatable` and fail instead.
 */
export function createClient(connection: Connection): Client {
  const links = new WeakMap<Channel, RPCLink<ClientContext>>();
  const linkOf = (channel: Channel) => {
    const known = links.get(channel) ?? new RPCLink({ port: textPortOf(channel) });
    links.set(channel, known);
    return known;
  };
  const link = new DynamicLink<ClientContext>(async () => ({
    async call(path, input, options) {
      for (;;) {
        const channel = await connection.channel();
        const broken = brokenSignal(channel);
        try {
          return await Promise.race([linkOf(channel).call(path, input, options), broken.promise]);
        } catch (error) {
          const name = path.join('.');
          if (!broken.happened() || options.signal?.aborted || notRepeatable.has(name)) throw error;
        } finally {
          broken.release();
        }
      }
    },
  }));
  return createORPCClient(link);
}

const notRepeatable = new Set([
  'workspaces.create',
  'workspaces.createDemo',
  'workspaces.backup',
  'workspaces.restoreBackup',
  'events.changes',
  'membership.start',
  'membership.joinHere',
  'membership.joinNew',
  'membership.createInvite',
]);

/** The link to the backend broke and the call can't be repeated safely. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
}

function brokenSignal(channel: Channel) {
  let broken = false;
  let release = () => {};
  const promise = new Promise<never>((_resolve, reject) => {
    release = channel.onClose(() => {
      broken = true;
      reject(new ConnectionLostError('the backend went away'));
    });
  });
  promise.catch(() => undefined); // the race may have been decided already
  return { promise, happened: () => broken, release: () => release() };
}

export type Queries = ReturnType<typeof createQueries>;

/** Query and mutation options of TanStack Query for every procedure. */
export function createQueries(client: Client) {
  return createTanstackQueryUtils(client);
}
