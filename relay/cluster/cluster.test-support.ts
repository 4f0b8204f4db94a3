import { MemoryRoomStorage } from '../storage/memory-room-storage.ts';
import type { KnownRoom, RoomNews, SharedRoomStorage } from '../storage/room-storage.ts';
import type { BusListener, ClusterBus } from './cluster-bus.ts';

/** One store in memory, as several relays see it. */
export class SharedMemoryStorage extends MemoryRoomStorage implements SharedRoomStorage {
  asked = 0;

  async news(known: readonly KnownRoom[]): Promise<readonly RoomNews[]> {
    this.asked += 1;
    const news: RoomNews[] = [];
    for (const { room, sequence } of known) {
      const { snapshot, tail, lastSequence } = await this.load(room);
      if (lastSequence === sequence) continue;
      const swallowed = snapshot !== null && (tail[0]?.sequence ?? lastSequence + 1) > sequence + 1;
      const missing = tail.filter((entry) => entry.sequence > sequence).map(({ update }) => update);
      news.push({ room, lastSequence, updates: swallowed ? [snapshot, ...missing] : missing });
    }
    return news;
  }
}

interface Line {
  isCut: boolean;
  readonly channels: Set<string>;
  readonly listener: BusListener;
}

/** The wire between relays of one test. `deliver` decides what becomes of a message. */
export class MemoryBusWire {
  readonly #lines = new Set<Line>();
  isUp = true;
  deliver: (pass: () => void) => void = (pass) => pass();

  connect(): ClusterBus & { cut(): void } {
    let line: Line | undefined;
    return {
      // Its process is stopped: it neither says nor hears anything.
      cut: () => void (line!.isCut = true),
      start: (listener) => {
        line = { channels: new Set(), listener, isCut: false };
        this.#lines.add(line);
      },
      subscribe: (channel) => {
        line!.channels.add(channel);
        if (this.isUp) line!.listener.onSubscribed([channel]);
      },
      unsubscribe: (channel) => void line!.channels.delete(channel),
      publish: (channel, message) => {
        if (!line!.isCut) this.#publish(channel, message);
      },
      close: async () => void this.#lines.delete(line!),
    };
  }

  /** Takes the bus away, or brings it back. */
  set(isUp: boolean): void {
    this.isUp = isUp;
    for (const { channels, listener } of this.#lines) {
      if (isUp) listener.onSubscribed([...channels]);
      else listener.onLost();
    }
  }

  #publish(channel: string, message: Uint8Array): void {
    if (!this.isUp) return;
    const copy = message.slice();
    for (const { channels, listener, isCut } of this.#lines) {
      if (channels.has(channel) && !isCut) this.deliver(() => listener.onMessage(channel, copy));
    }
  }
}
