import * as Y from 'yjs';
import { isEmptyStateVector } from '../protocol/state-vector.ts';
import type { RoomStorage, StoredRoom } from '../storage/room-storage.ts';
import { mergeAll } from './merge-updates.ts';

interface Held {
  /** Snapshot, tail, and what was committed since; merged into one when asked for. */
  parts: Uint8Array[];
  throughSequence: number;
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
  #late: { update: Uint8Array; sequence: number }[] | undefined;

  /** @param stored what the room was opened from, so that the first client does not cause a second read. */
  constructor(room: string, storage: RoomStorage, stored: StoredRoom, nowMs: number) {
    this.#room = room;
    this.#storage = storage;
    this.#held = heldOf(stored, nowMs);
  }

  add(update: Uint8Array, sequence: number): void {
    this.#late?.push({ update, sequence });
    if (!this.#held) return;
    this.#held.parts.push(update);
    this.#held.throughSequence = sequence;
  }

  /** What a client with this state vector lacks. Resolves in the same turn when the content is held. */
  async diff(stateVector: Uint8Array, nowMs: number): Promise<ContentDiff> {
    const held = this.#held ?? (await this.#fetch(nowMs));
    held.usedAtMs = nowMs;
    if (held.parts.length !== 1) held.parts = [mergeAll(held.parts)];
    const all = held.parts[0]!;
    // A client that knows nothing gets the stored bytes as they are.
    const update = isEmptyStateVector(stateVector) ? all : Y.diffUpdate(all, stateVector);
    return { update, throughSequence: held.throughSequence };
  }

  dropIfIdle(nowMs: number, idleMs: number): void {
    if (this.#held && nowMs - this.#held.usedAtMs > idleMs) this.#held = undefined;
  }

  async #fetch(nowMs: number): Promise<Held> {
    this.#loading ??= this.#read(nowMs);
    return this.#loading;
  }

  async #read(nowMs: number): Promise<Held> {
    const late: { update: Uint8Array; sequence: number }[] = [];
    this.#late = late;
    try {
      const held = heldOf(await this.#storage.load(this.#room), nowMs);
      for (const { update, sequence } of late) {
        if (sequence <= held.throughSequence) continue;
        held.parts.push(update);
        held.throughSequence = sequence;
      }
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
  return { parts, throughSequence: lastSequence, usedAtMs: nowMs };
}
