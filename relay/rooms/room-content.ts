import * as Y from 'yjs';
import { isEmptyStateVector } from '../protocol/state-vector.ts';
import type { RoomStorage, StoredRoom } from '../storage/room-storage.ts';
import { mergeAll } from './merge-updates.ts';
import { SequenceTrack } from './sequence-track.ts';

interface Held {
  /** Snapshot, tail, and what was committed since; merged into one when asked for. */
  parts: Uint8Array[];
  sequences: SequenceTrack;
  usedAtMs: number;
}

export interface ContentDiff {
  readonly update: Uint8Array;
  readonly throughSequence: number;
}

/**
 * The stored bytes of one room, held only while somebody asks for them: a room that is merely open
 * costs no memory for its text. Updates committed while a load is under way are kept and added.
 */
export class RoomContent {
  readonly #room: string;
  readonly #storage: RoomStorage;
  #held: Held | undefined;
  #loading: Promise<Held> | undefined;
  #late: ((held: Held) => void)[] | undefined;

  /** @param stored what the room was opened from, so that the first client does not cause a second read. */
  constructor(room: string, storage: RoomStorage, stored: StoredRoom, nowMs: number) {
    this.#room = room;
    this.#storage = storage;
    this.#held = heldOf(stored, nowMs);
  }

  add(update: Uint8Array, sequence: number): void {
    this.#change((held) => {
      // What was read from the store may already hold it.
      if (held.sequences.has(sequence)) return;
      held.parts.push(update);
      held.sequences.add(sequence);
    });
  }

  /** Together with what is held these are everything up to `lastSequence`. */
  addNews(updates: readonly Uint8Array[], lastSequence: number): void {
    this.#change((held) => {
      if (lastSequence <= held.sequences.through) return;
      held.parts.push(...updates);
      held.sequences.advanceTo(lastSequence);
    });
  }

  #change(change: (held: Held) => void): void {
    this.#late?.push(change);
    if (this.#held) change(this.#held);
  }

  /** What a client with this state vector lacks. Resolves in the same turn when the content is held. */
  async diff(stateVector: Uint8Array, nowMs: number): Promise<ContentDiff> {
    const held = this.#held ?? (await this.#fetch(nowMs));
    held.usedAtMs = nowMs;
    if (held.parts.length !== 1) held.parts = [mergeAll(held.parts)];
    const all = held.parts[0]!;
    // A client that knows nothing gets the stored bytes as they are.
    const update = isEmptyStateVector(stateVector) ? all : Y.diffUpdate(all, stateVector);
    return { update, throughSequence: held.sequences.through };
  }

  dropIfIdle(nowMs: number, idleMs: number): void {
    if (this.#held && nowMs - this.#held.usedAtMs > idleMs) this.#held = undefined;
  }

  async #fetch(nowMs: number): Promise<Held> {
    this.#loading ??= this.#read(nowMs);
    return this.#loading;
  }

  async #read(nowMs: number): Promise<Held> {
    const late: ((held: Held) => void)[] = [];
    this.#late = late;
    try {
      const held = heldOf(await this.#storage.load(this.#room), nowMs);
      for (const change of late) change(held);
      this.#held = held;
      return held;
    } finally {
      this.#late = undefined;
      this.#loading = undefined;
    }
  }
}

function heldOf({ snapshot, tail, lastSequence }: StoredRoom, nowMs: number): Held {
  const parts = tail.map((entry) => entry.update);
  if (snapshot) parts.unshift(snapshot);
  return { parts, sequences: new SequenceTrack(lastSequence), usedAtMs: nowMs };
}
