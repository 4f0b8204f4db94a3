import type { ClusterRoom } from '../rooms/room-cluster.ts';
import type { Scheduler } from '../rooms/scheduler.ts';
import type { SharedRoomStorage } from '../storage/room-storage.ts';
import type { ClusterEventListener } from './cluster-event.ts';

interface CatchUpServices {
  readonly storage: SharedRoomStorage;
  readonly scheduler: Scheduler;
  readonly onEvent: ClusterEventListener;
}

/** Rooms in one query; bounds what one answer brings. */
const roomsPerQuery = 500;
const pauseAfterFailureMs = 1_000;

/** Brings rooms up to what the store has: those that may have missed something, many in one query. */
export class CatchUp {
  readonly #services: CatchUpServices;
  /** True: ask whatever the room looks like. False: only if it still has a gap by then. */
  readonly #wanted = new Map<ClusterRoom, boolean>();
  #running = false;
  #failing = false;
  #restUntilMs = 0;

  constructor(services: CatchUpServices) {
    this.#services = services;
  }

  /** Something may be missing. */
  check(room: ClusterRoom): void {
    this.#wanted.set(room, true);
  }

  /** Something is missing, and the bus may be about to bring it. */
  fillGap(room: ClusterRoom): void {
    if (!this.#wanted.has(room)) this.#wanted.set(room, false);
  }

  forget(room: ClusterRoom): void {
    this.#wanted.delete(room);
  }

  /** Called regularly; starts when there is something to do and nothing under way. */
  run(): void {
    if (this.#running || this.#wanted.size === 0) return;
    if (this.#services.scheduler.now() < this.#restUntilMs) return;
    this.#running = true;
    void this.#askAll().finally(() => {
      this.#running = false;
    });
  }

  async #askAll(): Promise<void> {
    while (this.#wanted.size > 0) {
      const rooms = this.#take();
      if (rooms.length === 0) continue;
      try {
        await this.#ask(rooms);
        this.#failing = false;
      } catch (error) {
        for (const room of rooms) this.#wanted.set(room, true);
        // Said once, until it works again.
        if (!this.#failing) this.#services.onEvent({ kind: 'catchUpFailed', rooms: rooms.length, error });
        this.#failing = true;
        this.#restUntilMs = this.#services.scheduler.now() + pauseAfterFailureMs;
        return;
      }
    }
  }

  #take(): ClusterRoom[] {
    const rooms: ClusterRoom[] = [];
    for (const [room, always] of this.#wanted) {
      if (rooms.length === roomsPerQuery) break;
      this.#wanted.delete(room);
      if (always || room.hasGap) rooms.push(room);
    }
    return rooms;
  }

  async #ask(rooms: readonly ClusterRoom[]): Promise<void> {
    const known = new Map(rooms.map((room) => [room.name, { room, sequence: room.lastSequence }]));
    const wanted = [...known.values()].map(({ room, sequence }) => ({ room: room.name, sequence }));
    for (const news of await this.#services.storage.news(wanted)) {
      const asked = known.get(news.room);
      if (!asked) continue;
      // Compared with what was known then: own entries may have been committed since.
      if (news.lastSequence >= asked.sequence) asked.room.takeNews(news);
      else {
        this.#services.onEvent({ kind: 'storeChangedOutside', room: news.room });
        asked.room.startOver();
      }
    }
  }
}
