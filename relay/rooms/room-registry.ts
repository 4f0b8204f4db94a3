import type { RoomStorage } from '../storage/room-storage.ts';
import { CommitQueue } from './commit-queue.ts';
import { LiveRoom, type RoomServices } from './live-room.ts';
import { type Room, RoomClosedError } from './room.ts';
import type { RoomCluster } from './room-cluster.ts';
import type { RoomEventListener } from './room-events.ts';
import { defaultRoomLimits, type RoomLimits } from './room-limits.ts';
import { nodeScheduler, type Scheduler, steadyScheduler } from './scheduler.ts';

/** A room that stays open until `release` is called. */
export interface RoomLease {
  readonly room: Room;
  /** Calling twice is harmless. */
  release(): void;
}

export interface RoomRegistryOptions {
  readonly storage: RoomStorage;
  readonly scheduler?: Scheduler;
  readonly limits?: Partial<RoomLimits>;
  readonly onEvent?: RoomEventListener;
  /** For a store that other processes write to as well. */
  readonly cluster?: RoomCluster | undefined;
}

interface Slot {
  readonly loaded: Promise<LiveRoom>;
  /** Set once loaded. */
  room: LiveRoom | undefined;
  leases: number;
  idleSinceMs: number;
  /** Set once the room is on its way out; a newcomer waits for it and then loads anew. */
  closing: Promise<void> | undefined;
}

const sweepIntervalMs = 1_000;

/** All rooms of one store. One load serves all who wait for it; a room leaves some seconds after its last lease. */
export class RoomRegistry {
  readonly #services: RoomServices;
  readonly #slots = new Map<string, Slot>();
  readonly #stopSweep: () => void;
  readonly #pressureListeners = new Set<(pendingBytes: number) => void>();
  #pendingBytes = 0;
  #closed = false;

  constructor(options: RoomRegistryOptions) {
    const scheduler = steadyScheduler(options.scheduler ?? nodeScheduler);
    const { storage, onEvent = () => undefined, cluster } = options;
    this.#services = {
      storage,
      scheduler,
      onEvent,
      cluster,
      queue: new CommitQueue(storage, scheduler),
      limits: { ...defaultRoomLimits, ...options.limits },
      onPendingBytes: (change) => this.#notePending(change),
      onEnded: (room) => {
        if (this.#slots.get(room.name)?.room === room) this.#slots.delete(room.name);
        storage.release?.(room.name);
      },
    };
    this.#stopSweep = scheduler.every(sweepIntervalMs, () => this.#sweep());
  }

  /** Rejects with the store's error when the room cannot be read; nothing stays behind then. */
  async open(name: string): Promise<RoomLease> {
    for (;;) {
      if (this.#closed) throw new RoomClosedError();
      const slot = this.#slots.get(name) ?? this.#startLoading(name);
      if (slot.closing) {
        await slot.closing;
        continue;
      }
      slot.leases += 1;
      const room = await slot.loaded;
      if (room.state === 'live') return new Lease(slot, room, this.#services.scheduler);
      slot.leases -= 1;
    }
  }

  has(name: string): boolean {
    return this.#slots.has(name);
  }

  /** Rooms in memory. */
  get size(): number {
    return this.#slots.size;
  }

  /** Bytes received that are not durable yet. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** Calls on every change of `pendingBytes`: whoever reads from the network pauses when it grows too large. */
  onPressure(listener: (pendingBytes: number) => void): () => void {
    this.#pressureListeners.add(listener);
    return () => this.#pressureListeners.delete(listener);
  }

  /** Stores what waits and ends all rooms, quickly: nothing is compacted. The store stays open. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopSweep();
    await Promise.all([...this.#slots].map(([name, slot]) => this.#unload(name, slot, false)));
  }

  #startLoading(name: string): Slot {
    const loaded = LiveRoom.load(name, this.#services);
    const idleSinceMs = this.#services.scheduler.now();
    const slot: Slot = { loaded, room: undefined, leases: 0, idleSinceMs, closing: undefined };
    this.#slots.set(name, slot);
    loaded.then(
      (room) => {
        slot.room = room;
      },
      (error: unknown) => {
        this.#forget(name, slot);
        this.#services.onEvent({ kind: 'loadFailed', room: name, error });
      },
    );
    return slot;
  }

  #sweep(): void {
    const nowMs = this.#services.scheduler.now();
    for (const [name, slot] of this.#slots) {
      if (slot.closing) continue;
      const idle = slot.leases === 0 && nowMs - slot.idleSinceMs >= this.#services.limits.unloadDelayMs;
      if (idle) void this.#unload(name, slot, true);
      else slot.room?.sweep(nowMs);
    }
  }

  #unload(name: string, slot: Slot, compact: boolean): Promise<void> {
    slot.closing ??= slot.loaded
      .then((room) => room.close({ compact }), ignoreFailedLoad)
      .finally(() => this.#forget(name, slot));
    return slot.closing;
  }

  #forget(name: string, slot: Slot): void {
    if (this.#slots.get(name) === slot) this.#slots.delete(name);
  }

  #notePending(change: number): void {
    this.#pendingBytes += change;
    for (const listener of this.#pressureListeners) listener(this.#pendingBytes);
  }
}

class Lease implements RoomLease {
  readonly room: Room;
  readonly #scheduler: Scheduler;
  #slot: Slot | undefined;

  constructor(slot: Slot, room: Room, scheduler: Scheduler) {
    this.room = room;
    this.#slot = slot;
    this.#scheduler = scheduler;
  }

  release(): void {
    if (!this.#slot) return;
    this.#slot.leases -= 1;
    this.#slot.idleSinceMs = this.#scheduler.now();
    this.#slot = undefined;
  }
}

/** Reported where the load was started. */
const ignoreFailedLoad = (): void => undefined;
