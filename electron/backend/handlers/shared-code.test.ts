import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Contract } from '../../../shared/contract/index.ts';
import { channelPair, textPortOf } from '../../../shared/kernel/channel.ts';
import { type Backend, startBackend } from '../backend.ts';
import { temporaryFolder } from '../services/workspace.test-support.ts';

let folder: ReturnType<typeof temporaryFolder>;
let backend: Backend;
let client: ContractRouterClient<Contract>;

const start = async () => {
  backend = await startBackend({
    profileDir: folder.path,
    appVersion: '0.1.0',
    linkToRelay: false,
    log: ({ error }) => {
      throw error;
    },
  });
  const [window, server] = channelPair(queueMicrotask);
  backend.connect(server);
  client = createORPCClient(new RPCLink({ port: textPortOf(window) }));
};
beforeEach(async () => {
  folder = temporaryFolder();
  await start();
});
afterEach(async () => {
  await backend.close();
  folder.dispose();
});

const codeOf = (error: unknown) =>
  error instanceof ORPCError ? (error.data as { code?: string } | undefined)?.code : error;

test('a partnership has a code of its own, takes over another one, and keeps it', async () => {
  const organisation = {
    legalName: 'A',
    shortName: '',
    country: 'HR',
    type: 'D' as const,
    regionName: '',
    nutsCode: '',
  };
  await client.workspaces.create({ name: 'One', organisation });
  const first = await client.sync.sharedCode();
  expect(first.code).toMatch(/^[0-9a-f-]{36}$/);
  await client.workspaces.create({ name: 'Two', organisation });
  expect((await client.sync.sharedCode()).code).not.toBe(first.code);
  await client.sync.join(first);
  await backend.close();
  await start();
  expect(await client.sync.sharedCode()).toEqual(first);
});

test('what is no code is refused, and nothing can be joined while no workspace is open', async () => {
  expect(await client.sync.join({ code: 'abc' }).catch(codeOf)).toBe('noWorkspaceOpen');
  const refused = await client.sync.join({ code: '../other' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ORPCError);
  expect((refused as ORPCError<string, unknown>).code).toBe('BAD_REQUEST');
});
