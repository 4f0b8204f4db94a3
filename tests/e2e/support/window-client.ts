import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '../../../shared/contract/index.ts';
import { textPortOf } from '../../../shared/kernel/channel.ts';
import { channelOfSocket } from '../../../web/socket-channel.ts';

export interface WindowClient {
  /** What a window may ask of the backend. */
  readonly client: ContractRouterClient<Contract>;
  close(): void;
}

/** A further window of a browser host, without a page. */
export async function openWindowClient(hostAddress: string): Promise<WindowClient> {
  const { host, hash } = new URL(hostAddress);
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? '';
  const socket = new WebSocket(`ws://${host}/channel`, ['workbench', `token.${token}`], {
    origin: `http://${host}`,
  });
  await once(socket, 'open');
  const link = new RPCLink({ port: textPortOf(channelOfSocket(socket)) });
  return { client: createORPCClient(link), close: () => socket.close() };
}
