import type { Access } from './access/access.ts';
import { keyAccess, openAccess } from './access/access.ts';
import { type AccessKey, openAccessKey } from './access/access-key.ts';
import { isLoopback } from './access/loopback.ts';
import type { RoomEventListener } from './rooms/room-events.ts';
import { RoomRegistry } from './rooms/room-registry.ts';
import { nodeScheduler } from './rooms/scheduler.ts';
import { openRelayStore } from './storage/open-relay-store.ts';
import { type RelayLimits, roomLimitsOf } from './transport/relay-limits.ts';
import { RelayServer } from './transport/relay-server.ts';
import type { TransportEvent } from './transport/transport-event.ts';

export interface RelaySettings {
  readonly host: string;
  /** 0 = the operating system chooses. */
  readonly port: number;
  readonly dataFolder: string;
  /** Anyone may enter any room; only on loopback. */
  readonly open: boolean;
  readonly limits: RelayLimits;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly onEvent: (event: Parameters<RoomEventListener>[0] | TransportEvent) => void;
}

export interface RunningRelay {
  readonly port: number;
  /** Undefined when the relay is open to all. */
  readonly accessKey: AccessKey | undefined;
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
  const { host, port, dataFolder, open, limits, onEvent } = settings;
  const loopbackOnly = isLoopback(host);
  if (open && !loopbackOnly) throw new OpenBeyondLoopbackError(host);
  const storage = openRelayStore(dataFolder);
  try {
    const accessKey = open ? undefined : openAccessKey(dataFolder);
    const access: Access = accessKey ? keyAccess((candidate) => accessKey.matches(candidate)) : openAccess;
    const scheduler = nodeScheduler;
    const registry = new RoomRegistry({ storage, scheduler, limits: roomLimitsOf(limits), onEvent });
    const { allowedHosts, allowedOrigins } = settings;
    const callers = { loopbackOnly, allowedHosts, allowedOrigins };
    const server = new RelayServer({ registry, access, limits, callers, scheduler, onEvent });
    const close = async () => {
      await server.drain();
      await storage.close();
    };
    try {
      return { port: await server.listen(host, port), accessKey, close };
    } catch (error) {
      await close();
      throw error;
    }
  } catch (error) {
    await storage.close();
    throw error;
  }
}
