import { isIP } from 'node:net';
import Bonjour, { type Browser } from 'bonjour-service';

/** A room that was heard of in the network. */
export interface HeardRoom {
  readonly roomId: string;
  readonly address: string;
  readonly port: number;
}

/**
 * Rooms make themselves known in the network, without any secret, and are found again when their host's
 * address has changed. A convenience: where the network or the system forbids it, the code does.
 */
export interface RoomDiscovery {
  /** Until the returned function is called. */
  announce(room: { roomId: string; port: number }): () => void;
  /** Listens for some seconds from now. */
  listen(): void;
  heard(): HeardRoom[];
  /** False once the system has refused. */
  isAvailable(): boolean;
  close(): void;
}

const serviceType = 'clusterpolisee';
const listenForMs = 30_000;
const maxRooms = 20;

/** Where nothing may go out, as in tests on one machine. */
export const noDiscovery: RoomDiscovery = {
  announce: () => () => undefined,
  listen: () => undefined,
  heard: () => [],
  isAvailable: () => false,
  close: () => undefined,
};

export function createRoomDiscovery(after: (delayMs: number, task: () => void) => () => void): RoomDiscovery {
  const rooms = new Map<string, HeardRoom>();
  let bonjour: Bonjour | undefined;
  let browser: Browser | undefined;
  let cancelListening: (() => void) | undefined;
  let announcements = 0;
  let available = true;

  const unavailable = () => {
    available = false;
    end();
  };
  const start = (): Bonjour | undefined => {
    if (!available) return undefined;
    try {
      bonjour ??= quiet(new Bonjour({}, unavailable), unavailable);
    } catch {
      unavailable(); // no socket for it on this system: said on the screen, not an error
    }
    return bonjour;
  };
  const end = () => {
    cancelListening?.();
    cancelListening = undefined;
    browser?.stop();
    browser = undefined;
    const ending = bonjour;
    bonjour = undefined;
    ending?.unpublishAll(() => ending.destroy());
  };
  const stopListening = () => {
    cancelListening = undefined;
    browser?.stop();
    browser = undefined;
    rooms.clear();
    if (announcements === 0) end();
  };
  return {
    announce({ roomId, port }) {
      const service = start()?.publish({
        name: `ClusterPoliSEE ${roomId.slice(0, 8)}`,
        type: serviceType,
        port,
        // Instead of the laptop's own name, which often is a person's.
        host: `room-${roomId.slice(0, 8)}.local`,
        txt: { id: roomId, v: '1' },
        probe: false,
      });
      if (!service) return () => undefined;
      announcements += 1;
      return () => {
        announcements -= 1;
        service.stop?.(() => undefined);
        if (announcements === 0 && !browser) end();
      };
    },
    listen() {
      cancelListening?.();
      cancelListening = after(listenForMs, stopListening);
      browser ??= start()?.find({ type: serviceType }, ({ txt, port, addresses, referer }) => {
        const roomId = typeof txt === 'object' && txt !== null && 'id' in txt ? String(txt.id) : '';
        // The sender's own address first: of those it lists some may be of networks that are not ours.
        const address = [referer?.address, ...(addresses ?? [])].find((each) => each && isIP(each) === 4);
        if (address && /^[0-9a-f-]{36}$/.test(roomId) && rooms.size < maxRooms) {
          rooms.set(`${roomId} ${address}`, { roomId, address, port });
        }
      });
    },
    heard: () => [...rooms.values()],
    isAvailable: () => available,
    close: end,
  };
}

/** What the socket below reports would end the process if nobody listened. */
function quiet(bonjour: Bonjour, unavailable: () => void): Bonjour {
  const { mdns } = (bonjour as unknown as { server: { mdns: NodeJS.EventEmitter } }).server;
  mdns.on('error', unavailable);
  mdns.on('warning', () => undefined);
  return bonjour;
}
