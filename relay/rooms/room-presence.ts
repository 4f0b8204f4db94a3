import type { AwarenessEntry } from '../protocol/awareness.ts';
import { encodeAwarenessMessage } from '../protocol/messages.ts';
import { AwarenessBoard } from './awareness-board.ts';
import type { PresenceNews } from './room-cluster.ts';
import type { RoomLimits } from './room-limits.ts';
import type { Scheduler } from './scheduler.ts';

/** Who is present in one room. Most rooms never need a board: it is made when the first client speaks. */
export class RoomPresence {
  readonly #limits: RoomLimits;
  readonly #scheduler: Scheduler;
  readonly #onChanges: () => void;
  #board: AwarenessBoard | undefined;

  /** @param onChanges there is something for `takeChanges`; may be called more than once. */
  constructor(limits: RoomLimits, scheduler: Scheduler, onChanges: () => void) {
    this.#limits = limits;
    this.#scheduler = scheduler;
    this.#onChanges = onChanges;
  }

  get isEmpty(): boolean {
    return this.#board === undefined || this.#board.present().length === 0;
  }

  /** A message with everybody who is present. */
  frame(): Uint8Array {
    return encodeAwarenessMessage(this.#board?.present() ?? []);
  }

  /** Those whose connections are to this process. */
  here(): PresenceNews[] {
    return this.#board?.presentHere() ?? [];
  }

  hear(entries: readonly AwarenessEntry[], owner: object): void {
    this.#change((board, nowMs) => board.apply(entries, owner, nowMs));
  }

  hearElsewhere(news: readonly PresenceNews[], elsewhere: object): void {
    this.#change((board, nowMs) => board.applyElsewhere(news, elsewhere, nowMs));
  }

  /** Whoever came through `owner` is gone. */
  remove(owner: object): void {
    if (this.#board) this.#change((board, nowMs) => board.removeOwner(owner, nowMs));
  }

  expire(): void {
    if (this.#board) this.#change((board, nowMs) => board.expire(nowMs));
  }

  /** What changed since the last call: a message for everybody, and what other processes have to hear. */
  takeChanges(): { frame: Uint8Array; news: readonly PresenceNews[] } | undefined {
    const changes = this.#board?.takeChanges() ?? [];
    if (changes.length === 0) return undefined;
    return { frame: encodeAwarenessMessage(changes), news: changes.filter(({ here }) => here) };
  }

  #change(work: (board: AwarenessBoard, nowMs: number) => void): void {
    const board = (this.#board ??= new AwarenessBoard(this.#limits));
    work(board, this.#scheduler.now());
    if (board.hasChanges) this.#onChanges();
  }
}
