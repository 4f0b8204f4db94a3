import { type Access, openAccess } from '../access/access.ts';
import { RoomRegistry } from '../rooms/room-registry.ts';
import { nodeScheduler, type Scheduler } from '../rooms/scheduler.ts';
import { MemoryRoomStorage } from '../storage/memory-room-storage.ts';
import { defaultRelayLimits, type RelayLimits, roomLimitsOf } from './relay-limits.ts';
import { RelayServer, type RelayServerOptions } from './relay-server.ts';
import type { TransportEvent } from './transport-event.ts';

export interface MemoryRelay {
  readonly server: RelayServer;
  readonly registry: RoomRegistry;
  readonly storage: MemoryRoomStorage;
  readonly events: TransportEvent[];
  readonly host: string;
  readonly port: number;
}

export interface MemoryRelayOptions extends Partial<Pick<RelayServerOptions, 'tls' | 'routes' | 'roomOf'>> {
  limits?: Partial<RelayLimits>;
  access?: Access;
  storage?: MemoryRoomStorage;
  port?: number;
  scheduler?: Scheduler;
}

/** Real time, which stands still between `hold` and `letGo`: a slow machine then refills no account. */
export function holdableTime(): Scheduler & { hold(): void; letGo(): void } {
  let heldAtMs: number | undefined;
  let lostMs = 0;
  return {
    ...nodeScheduler,
    now: () => (heldAtMs ?? nodeScheduler.now()) - lostMs,
    hold: () => void (heldAtMs ??= nodeScheduler.now()),
    letGo() {
      if (heldAtMs !== undefined) lostMs += nodeScheduler.now() - heldAtMs;
      heldAtMs = undefined;
    },
  };
}

/** The real server on loopback, with rooms in memory; to be drained by the caller. */
export async function startMemoryRelay(options: MemoryRelayOptions = {}): Promise<MemoryRelay> {
  const { access = openAccess, storage = new MemoryRoomStorage(), port = 0, limits, ...rest } = options;
  const { scheduler = nodeScheduler } = rest;
  const events: TransportEvent[] = [];
  const allLimits = { ...defaultRelayLimits, unloadDelayMs: 50, drainMs: 300, ...limits };
  const registry = new RoomRegistry({ storage, limits: roomLimitsOf(allLimits) });
  const server = new RelayServer({
    ...rest,
    registry,
    access,
    limits: allLimits,
    callers: { loopbackOnly: true, allowedHosts: [], allowedOrigins: [] },
    scheduler,
    onEvent: (event) => events.push(event),
  });
  const chosen = await server.listen('127.0.0.1', port);
  return { server, registry, storage, events, host: `127.0.0.1:${chosen}`, port: chosen };
}
