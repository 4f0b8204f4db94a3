import {
  type IntegrityReport,
  type NewEntry,
  type RoomStorage,
  type RoomSummary,
  StorageError,
  type StoredEntry,
  type StoredRoom,
} from './room-storage.ts';

interface MemoryRoom {
  snapshot: Uint8Array | null;
  snapshotThrough: number;
  tail: StoredEntry[];
  lastSequence: number;
  lastSequenceByOrigin: Map<string, number>;
}

/** Keeps rooms in memory, for tests and for rooms that nobody wants to keep. */
export class MemoryRoomStorage implements RoomStorage {
  readonly #rooms = new Map<string, MemoryRoom>();
  #closed = false;

  async load(name: string): Promise<StoredRoom> {
    this.#mustBeOpen();
    const room = this.#rooms.get(name) ?? emptyRoom();
    return {
      snapshot: room.snapshot,
      tail: [...room.tail],
      lastSequence: room.lastSequence,
      lastSequenceByOrigin: new Map(room.lastSequenceByOrigin),
      damaged: [],
    };
  }

  async append(entries: readonly NewEntry[]): Promise<readonly number[]> {
    this.#mustBeOpen();
    return entries.map((entry) => this.#appendOne(entry));
  }

  #appendOne({ room: name, update, origin }: NewEntry): number {
    const room = this.#rooms.get(name) ?? emptyRoom();
    this.#rooms.set(name, room);
    const sequence = ++room.lastSequence;
    room.tail.push({ sequence, update: update.slice(), origin });
    if (origin !== null) room.lastSequenceByOrigin.set(origin, sequence);
    return sequence;
  }

  async compact(name: string, snapshot: Uint8Array, throughSequence: number): Promise<void> {
    this.#mustBeOpen();
    const room = this.#rooms.get(name);
    if (!room || throughSequence > room.lastSequence) {
      throw new StorageError('failed', 'a snapshot cannot reach past the log');
    }
    if (throughSequence <= room.snapshotThrough) return;
    room.snapshot = snapshot.slice();
    room.snapshotThrough = throughSequence;
    room.tail = room.tail.filter((entry) => entry.sequence > throughSequence);
  }

  async list({ after = '', limit }: { after?: string; limit: number }): Promise<readonly RoomSummary[]> {
    this.#mustBeOpen();
    const names = [...this.#rooms.keys()].filter((name) => name > after).toSorted();
    return names.slice(0, limit).map((name) => summary(name, this.#rooms.get(name)!));
  }

  async remove(name: string): Promise<void> {
    this.#mustBeOpen();
    this.#rooms.delete(name);
  }

  async check(): Promise<IntegrityReport> {
    this.#mustBeOpen();
    const entries = [...this.#rooms.values()].reduce((sum, room) => sum + room.tail.length, 0);
    return { rooms: this.#rooms.size, entries, damaged: [], quarantined: 0, problems: [] };
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StorageError('closed', 'the store is closed');
  }
}

const emptyRoom = (): MemoryRoom => ({
  snapshot: null,
  snapshotThrough: 0,
  tail: [],
  lastSequence: 0,
  lastSequenceByOrigin: new Map(),
});

function summary(room: string, stored: MemoryRoom): RoomSummary {
  const tailBytes = stored.tail.reduce((sum, entry) => sum + entry.update.length, 0);
  return {
    room,
    lastSequence: stored.lastSequence,
    tailEntries: stored.tail.length,
    bytes: tailBytes + (stored.snapshot?.length ?? 0),
  };
}
