import { metricsRoute } from './metrics/metrics-route.ts';
import { RelayMetrics } from './metrics/relay-metrics.ts';
import { openAccess } from './access/access.ts';
import { trustedProxies } from './access/caller-of.ts';
import { composeAccess, type ComposedAccess } from './access/compose-access.ts';
import type { AccessEvent } from './access/http-api.ts';
import { isLoopback } from './access/loopback.ts';
import type { ClusterEvent } from './cluster/cluster-event.ts';
import { openStore } from './open-store.ts';
import type { RoomEventListener } from './rooms/room-events.ts';
import { defaultRoomLimits, type RoomLimits } from './rooms/room-limits.ts';
import { RoomRegistry } from './rooms/room-registry.ts';
import { nodeScheduler } from './rooms/scheduler.ts';
import type { RelayStore } from './storage/open-relay-store.ts';
import { type RelayLimits, roomLimitsOf } from './transport/relay-limits.ts';
import { type AddressLogging, addressOf } from './transport/caller-address.ts';
import { RelayServer, type TlsIdentity } from './transport/relay-server.ts';
import type { TransportEvent } from './transport/transport-event.ts';

export interface RelaySettings {
  readonly host: string;
  /** 0 = the operating system chooses. */
  readonly port: number;
  /** For the relay's own database, unless it shares one. */
  readonly dataFolder?: string | undefined;
  /** PostgreSQL that several relays share, and Redis between them. */
  readonly databaseUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
  /** Anyone may enter any room; only on loopback. */
  readonly open: boolean;
  /** Under which laptops reach it (`wss://...`), when that is not host and port. */
  readonly address?: URL;
  readonly limits: RelayLimits;
  /** With it the relay speaks TLS alone. */
  readonly tls?: TlsIdentity | undefined;
  /** Lets programs on other machines read `/metrics`. */
  readonly metricsToken?: string | undefined;
  readonly logAddresses?: AddressLogging | undefined;
  readonly allowedHosts: readonly string[];
  /** Addresses and networks of proxies on other machines whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[] | undefined;
  readonly allowedOrigins: readonly string[];
  readonly onEvent: (
    event: Parameters<RoomEventListener>[0] | TransportEvent | AccessEvent | ClusterEvent,
  ) => void;
}

export interface RunningRelay {
  readonly port: number;
  /** Nobody can come in yet: it is not open, and there is neither a workspace nor a start code. */
  readonly isClosedToAll: boolean;
  /** New connections get this certificate. */
  renewTls(identity: TlsIdentity): void;
  /** Stores and confirms what was received, tells everybody to come back later, frees the data folder. */
  close(): Promise<void>;
}

/** `--open` without a loopback address would let the whole network in. */
export class OpenBeyondLoopbackError extends Error {
  constructor(host: string) {
    super(`--open lets anyone into every room, so it works on this machine alone; ${host} is not loopback`);
    this.name = 'OpenBeyondLoopbackError';
  }
}

/** Starts a relay: store, access, rooms, sockets. What fails leaves nothing running. */
export async function startRelay(settings: RelaySettings): Promise<RunningRelay> {
  const { host, port, open, limits, tls } = settings;
  const metrics = new RelayMetrics();
  const onEvent: RelaySettings['onEvent'] = (event) => {
    metrics.noteEvent(event);
    settings.onEvent(event);
  };
  const loopbackOnly = isLoopback(host);
  if (open && !loopbackOnly) throw new OpenBeyondLoopbackError(host);
  const store = await openStore(
    { data: settings.dataFolder, database: settings.databaseUrl, redis: settings.redisUrl },
    onEvent,
  );
  const scheduler = nodeScheduler;
  let composed: ComposedAccess | undefined;
  try {
    if (!open) composed = await composeMembers({ ...settings, onEvent }, store);
    const { access, routes } = composed ?? { access: openAccess, routes: [] };
    const { cluster, isReady } = store;
    const storage = metrics.measured(store.rooms);
    const registry = new RoomRegistry({
      storage,
      scheduler,
      limits: cluster ? withOwnPace(roomLimitsOf(limits), Math.random()) : roomLimitsOf(limits),
      onEvent,
      cluster,
    });
    const { allowedHosts, allowedOrigins } = settings;
    const callers = { loopbackOnly, allowedHosts, allowedOrigins };
    const server = new RelayServer({
      registry,
      access,
      routes: [metricsRoute(metrics, settings.metricsToken), ...routes],
      limits,
      callers,
      scheduler,
      onEvent,
      isReady,
      addressOf: addressOf(settings.logAddresses ?? 'none'),
      ...(tls ? { tls } : {}),
    });
    metrics.watch({ registry, connections: server.connections });
    const close = async () => {
      await server.drain();
      await composed?.close();
      await store.close();
    };
    try {
      const listeningAt = await server.listen(host, port);
      if (!open) await noteAddress(settings, store, listeningAt);
      const isClosedToAll = !open && (await isEmpty(store));
      return { port: listeningAt, isClosedToAll, renewTls: (identity) => server.renewTls(identity), close };
    } catch (error) {
      await close();
      throw error;
    }
  } catch (error) {
    await composed?.close();
    await store.close();
    throw error;
  }
}

/** Relays on one store count the same entries: each waits a little differently, so that one compacts for all. */
function withOwnPace(limits: Partial<RoomLimits>, random: number): Partial<RoomLimits> {
  const { compactAfterEntries = defaultRoomLimits.compactAfterEntries } = limits;
  return { ...limits, compactAfterEntries: Math.round(compactAfterEntries * (1 + random / 2)) };
}

function composeMembers(settings: RelaySettings, store: RelayStore): Promise<ComposedAccess> {
  const { address, allowedHosts, trustedProxies: proxies = [], onEvent } = settings;
  store.access.limitAudit(settings.limits.maxAuditLines);
  return composeAccess({
    store: store.access,
    scheduler: nodeScheduler,
    wallClock: Date.now,
    address,
    allowedHosts,
    isProxy: trustedProxies(proxies),
    onEvent,
  });
}

/** So that the administrator's commands can print links. A relay on all addresses does not know its own. */
async function noteAddress(settings: RelaySettings, store: RelayStore, port: number): Promise<void> {
  const { address, host } = settings;
  if (address) await store.access.setAddress(address.href.replace(/\/+$/, ''));
  else if (isLoopback(host))
    await store.access.setAddress(`${settings.tls ? 'wss' : 'ws'}://${urlHost(host)}:${port}`);
}

/** An IPv6 address as it is written in a URL. */
export const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

async function isEmpty({ access }: RelayStore): Promise<boolean> {
  return (await access.listWorkspaces()).length === 0 && (await access.listStartCodes()).length === 0;
}
