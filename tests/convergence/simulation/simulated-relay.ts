import { RoomRegistry } from '../../../relay/rooms/room-registry.ts';
import type { RoomMember } from '../../../relay/rooms/room-peer.ts';
import type { RoomStorage } from '../../../relay/storage/room-storage.ts';
import type { ConnectRelay, RelaySocketEvents } from '../../../electron/backend/sync/relay-socket.ts';
import { slowStorage } from './slow-storage.ts';
import type { SeededRandom } from './seeded-random.ts';
import { type ProcessTime, processTime, type VirtualTime } from './virtual-time.ts';

/** A relay that can crash, and a network to it that can break. Its storage survives. */
export interface SimulatedRelay {
  readonly storage: RoomStorage;
  isUp(): boolean;
  start(): void;
  crash(): void;
  /** The network of one laptop: `isCut` says whether it has one at the moment. */
  network(isCut: () => boolean): SimulatedNetwork;
}

export interface SimulatedNetwork {
  connect: ConnectRelay;
  /** Breaks what is connected now; what is on its way is lost. */
  cut(): void;
}

interface RelayProcess {
  time: ProcessTime;
  registry: RoomRegistry;
  connections: Set<Connection>;
}

interface Connection {
  /** The other side is gone without a word; the client finds out some time later. */
  vanish(): void;
}

const abnormalClose = 1006;
const maxDelayMs = 40;

export function createSimulatedRelay(
  time: VirtualTime,
  random: SeededRandom,
  storage: RoomStorage,
): SimulatedRelay {
  let process: RelayProcess | undefined;
  const start = () => {
    const own = processTime(time);
    process = {
      time: own,
      connections: new Set(),
      registry: new RoomRegistry({
        storage: slowStorage(storage, own, random, { fullChance: () => 0 }),
        scheduler: own.scheduler,
        limits: { compactAfterEntries: 12, unloadDelayMs: 2_000 },
      }),
    };
  };
  start();
  return {
    storage,
    isUp: () => process !== undefined,
    start,
    crash() {
      process?.time.kill();
      for (const connection of process?.connections ?? []) connection.vanish();
      process = undefined;
    },
    network(isCut) {
      const connections = new Set<Connection>();
      return {
        connect: ({ url }, events) => {
          const connection = connectTo(url, events, {
            time,
            random,
            process: () => (isCut() ? undefined : process),
          });
          connections.add(connection);
          return connection;
        },
        cut() {
          for (const connection of connections) connection.vanish();
          connections.clear();
        },
      };
    },
  };
}

interface Surroundings {
  time: VirtualTime;
  random: SeededRandom;
  process: () => RelayProcess | undefined;
}

/** One connection: ordered and reliable as long as it lives, as TCP is. */
function connectTo(url: string, events: RelaySocketEvents, around: Surroundings) {
  const { time, random } = around;
  const toServer = createLane(around);
  const toClient = createLane(around);
  let server: { process: RelayProcess; member?: RoomMember; release?: () => void } | undefined;
  let broken = false;
  let closeTold = false;

  const tellClose = (code: number) => {
    if (closeTold) return;
    closeTold = true;
    events.onClose({ code });
  };
  const leaveServer = () => {
    if (server) server.process.connections.delete(connection);
    const left = server;
    server = undefined;
    if (!left?.process.time.isAlive()) return;
    left.member?.leave();
    left.release?.();
  };
  const enter = async (process: RelayProcess) => {
    const entered: NonNullable<typeof server> = { process };
    server = entered;
    process.connections.add(connection);
    const lease = await process.registry.open(new URL(url).pathname.slice(1));
    if (server !== entered || !process.time.isAlive()) {
      lease.release();
      return;
    }
    entered.release = () => lease.release();
    entered.member = lease.room.join({
      send: (frame) => toClient.send(() => !broken && events.onMessage(frame.slice()), isRepeatable(frame)),
      bufferedBytes: 0,
      close(code) {
        toClient.send(() => {
          leaveServer();
          tellClose(code);
        });
      },
      wantsConfirmation: true,
      mayWrite: true,
      origin: null,
    });
    toServer.open();
  };
  const connection = {
    send(frame: Uint8Array) {
      const own = frame.slice();
      toServer.send(() => {
        if (!broken) server?.member?.receive(own);
      });
    },
    bufferedBytes: 0,
    close() {
      broken = true;
      time.after(random.below(maxDelayMs), leaveServer);
      time.after(0, () => tellClose(1000));
    },
    vanish() {
      if (broken) return;
      broken = true;
      time.after(random.below(2_000), leaveServer);
      time.after(random.below(2_000), () => tellClose(abnormalClose));
    },
  };
  time.after(random.below(maxDelayMs), () => {
    const process = around.process();
    if (!process || broken) {
      tellClose(abnormalClose);
      return;
    }
    void enter(process);
    time.after(random.below(maxDelayMs), () => {
      if (broken) return;
      events.onOpen();
      toClient.open();
    });
  });
  return connection;
}

/** What the relay may say twice or late without harm: updates. Confirmations count, and must come once. */
function isRepeatable(frame: Uint8Array): boolean {
  return frame[0] === 0 && frame[1] === 2;
}

function createLane({ time, random }: Surroundings) {
  const waiting: (() => void)[] = [];
  let isOpen = false;
  let lastAt = 0;
  const deliver = (task: () => void) => {
    lastAt = Math.max(lastAt, time.now() + random.below(maxDelayMs));
    time.after(lastAt - time.now(), task);
  };
  return {
    open() {
      isOpen = true;
      for (const task of waiting.splice(0)) deliver(task);
    },
    send(task: () => void, repeatable = false) {
      if (!isOpen) {
        waiting.push(task);
        return;
      }
      // An update that overtakes others or comes twice: Yjs has to bear it, so the room has to.
      if (repeatable && random.chance(0.1)) time.after(random.below(3 * maxDelayMs), task);
      if (repeatable && random.chance(0.05)) time.after(random.below(3 * maxDelayMs), task);
      else deliver(task);
    },
  };
}
