import type { Usage } from './control.ts';
import { ServerProcess } from './server-process.ts';
import type { ServerDefinition } from './servers.ts';
import { SyncClient, type SyncClientOptions } from './sync-client.ts';

/** What a scenario works on: a server started for it, or one that runs somewhere. */
export interface Target {
  readonly definition: ServerDefinition;
  /** Where a started server keeps its data. */
  readonly dataFolder: string | undefined;
  connect(options: Omit<SyncClientOptions, 'url' | 'dialect' | 'answersSync'>): SyncClient;
  /** Undefined for a server that was not started here. */
  usage(collect?: boolean): Promise<Usage | undefined>;
  /** Ends the server in this way and starts it again on the same data; false when it was not started here. */
  restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<boolean>;
  dispose(): Promise<void>;
}

export async function startedTarget(
  definition: ServerDefinition,
  options: { profileFolder?: string | undefined },
): Promise<Target> {
  const server = new ServerProcess(definition, options);
  await server.start();
  return {
    definition,
    dataFolder: server.dataFolder,
    connect: (client) => connectTo(server.url, definition, client),
    usage: (collect) => server.usage(collect),
    async restart(signal) {
      await server.stop(signal);
      await server.start();
      return true;
    },
    dispose: () => server.dispose(),
  };
}

export function remoteTarget(url: string, definition: ServerDefinition): Target {
  return {
    definition,
    dataFolder: undefined,
    connect: (client) => connectTo(url, definition, client),
    usage: async () => undefined,
    restart: async () => false,
    dispose: async () => undefined,
  };
}

function connectTo(
  url: string,
  { dialect, answersSync }: ServerDefinition,
  client: Omit<SyncClientOptions, 'url' | 'dialect' | 'answersSync'>,
): SyncClient {
  return new SyncClient({ url, dialect, answersSync, ...client });
}

/** Opens many clients, a bounded number at once. */
export async function connectAll<T>(
  items: readonly T[],
  connect: (item: T) => SyncClient,
): Promise<SyncClient[]> {
  const atOnce = 50;
  const clients: SyncClient[] = [];
  for (let index = 0; index < items.length; index += atOnce) {
    const batch = items.slice(index, index + atOnce).map(connect);
    await Promise.all(batch.map((client) => client.ready));
    clients.push(...batch);
  }
  return clients;
}

export interface Cost {
  readonly cpuUs: number | null;
  readonly elapsedMs: number;
}

/** Server CPU time between now and the call of the result. */
export async function measureCost(target: Target): Promise<() => Promise<Cost>> {
  const before = await target.usage();
  const begun = performance.now();
  return async () => {
    const after = await target.usage();
    const cpuUs = before && after ? after.cpuUs - before.cpuUs : null;
    return { cpuUs, elapsedMs: performance.now() - begun };
  };
}

/** `amount / count` with one decimal; null when it was not measured. */
export function per(amount: number | null | undefined, count: number): number | null {
  if (amount === null || amount === undefined || count === 0) return null;
  return Math.round((amount / count) * 10) / 10;
}
