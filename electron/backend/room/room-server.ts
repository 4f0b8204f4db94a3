import { nodeScheduler } from '../../../relay/rooms/scheduler.ts';
import { defaultRelayLimits } from '../../../relay/transport/relay-limits.ts';
import { RelayServer, type RelayServerOptions } from '../../../relay/transport/relay-server.ts';
import type { DocumentHub } from '../documents/document-hub.ts';
import { documentOf, type RoomGuard, roomAccess } from './room-guard.ts';
import type { RoomRights } from './room-rights.ts';

export interface RoomServersOptions extends Pick<RelayServerOptions, 'tls' | 'routes' | 'onEvent'> {
  hub: Pick<DocumentHub, 'rooms' | 'isShared' | 'sharedId'>;
  guard: RoomGuard;
  rights: Pick<RoomRights, 'grant'>;
  /** Each is served for itself: other networks of the laptop see nothing of the room. The first one counts. */
  addresses: readonly string[];
  /** Tried one after the other; 0 = any free one. */
  ports: readonly number[];
}

export interface RoomServers {
  readonly port: number;
  /** Those that are served. */
  readonly addresses: readonly string[];
  close(): Promise<void>;
}

/** More than a room has people, each with a hundred documents. */
const maxConnections = 20_000;
/** What was received is stored within this time; more is sent again by the guests. */
const maxSettleMs = 5_000;

/** Listens for guests. Rejects with the system's error when the first address takes none of the ports. */
export async function startRoomServers(options: RoomServersOptions): Promise<RoomServers> {
  const [first = '', ...further] = options.addresses;
  const started = await listenOnOneOf(options, first, options.ports);
  const servers = [started.server];
  const addresses = [first];
  for (const address of further) {
    try {
      servers.push((await listenOnOneOf(options, address, [started.port])).server);
      addresses.push(address);
    } catch (error) {
      // A second address is a convenience: without it the first one serves.
      if (!isSystemError(error)) throw error;
    }
  }
  return {
    port: started.port,
    addresses,
    async close() {
      await Promise.all(servers.map((server) => server.drain()));
    },
  };
}

async function listenOnOneOf(options: RoomServersOptions, address: string, ports: readonly number[]) {
  let taken: unknown;
  for (const port of ports) {
    const server = newServer(options);
    try {
      return { server, port: await server.listen(address, port) };
    } catch (error) {
      await server.drain();
      if (!isSystemError(error) || error.code !== 'EADDRINUSE') throw error;
      taken = error;
    }
  }
  throw taken;
}

function newServer({ hub, guard, rights, tls, routes, onEvent }: RoomServersOptions): RelayServer {
  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, milliseconds);
    });
  const ownDocument = (requested: string) => documentOf(hub.sharedId.get(), requested);
  const { rooms } = hub;
  return new RelayServer({
    // The rooms are the laptop's own and go on when the guests have gone; what came from them is stored first.
    registry: {
      open: (name) => rooms.open(name),
      has: (name) => rooms.has(name),
      get size() {
        return rooms.size;
      },
      onPressure: (listener) => rooms.onPressure(listener),
      async close() {
        const endMs = performance.now() + maxSettleMs;
        while (rooms.pendingBytes > 0 && performance.now() < endMs) await wait(10);
      },
    },
    access: roomAccess({
      guard,
      isShared: (id) => hub.isShared(id),
      rights,
      documentOf: ownDocument,
      wait,
    }),
    roomOf: ownDocument,
    limits: { ...defaultRelayLimits, maxConnections },
    // Whatever name or address a guest used: it is the proof that counts.
    callers: { loopbackOnly: false, allowedHosts: [], allowedOrigins: [] },
    scheduler: nodeScheduler,
    onEvent,
    ...(tls ? { tls } : {}),
    ...(routes ? { routes } : {}),
  });
}

function isSystemError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
