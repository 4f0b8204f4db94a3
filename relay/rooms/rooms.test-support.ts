import * as Y from 'yjs';
import { decodeMessage, encodeUpdate, type Message } from '../protocol/messages.ts';
import type { RoomPeer } from './room-peer.ts';
import type { Scheduler } from './scheduler.ts';

/** Turns end, and time passes, when the test says so. */
export class ManualScheduler implements Scheduler {
  nowMs = 0;
  #tasks: (() => void)[] = [];
  readonly #repeated = new Set<{ intervalMs: number; task: () => void; dueMs: number }>();

  now(): number {
    return this.nowMs;
  }

  afterTurn(task: () => void): void {
    this.#tasks.push(task);
  }

  after(delayMs: number, task: () => void): void {
    const stop = this.every(delayMs, () => {
      stop();
      task();
    });
  }

  every(intervalMs: number, task: () => void): () => void {
    const repeated = { intervalMs, task, dueMs: this.nowMs + intervalMs };
    this.#repeated.add(repeated);
    return () => this.#repeated.delete(repeated);
  }

  /** Ends turns until nothing is left to do. */
  async turn(): Promise<void> {
    await settlePromises();
    while (this.#tasks.length > 0) {
      for (const task of this.#tasks.splice(0)) task();
      await settlePromises();
    }
  }

  async pass(milliseconds: number): Promise<void> {
    const untilMs = this.nowMs + milliseconds;
    for (const repeated of this.#repeated) {
      while (repeated.dueMs <= untilMs && this.#repeated.has(repeated)) {
        this.nowMs = repeated.dueMs;
        repeated.dueMs += repeated.intervalMs;
        repeated.task();
        await this.turn();
      }
    }
    this.nowMs = untilMs;
    await this.turn();
  }
}

async function settlePromises(): Promise<void> {
  for (let count = 0; count < 50; count++) await Promise.resolve();
}

/** A peer that keeps what it is sent. */
export class TestPeer implements RoomPeer {
  readonly wantsConfirmation: boolean;
  mayWrite: boolean;
  readonly origin: string | null;
  bufferedBytes = 0;
  readonly frames: Uint8Array[] = [];
  readonly through: (number | undefined)[] = [];
  closed: { code: number; reason: string } | undefined;

  constructor(options: { confirm?: boolean; mayWrite?: boolean; origin?: string | null } = {}) {
    this.wantsConfirmation = options.confirm ?? false;
    this.mayWrite = options.mayWrite ?? true;
    this.origin = options.origin ?? null;
  }

  send(frame: Uint8Array, throughSequence?: number): void {
    this.frames.push(frame);
    this.through.push(throughSequence);
  }

  close(code: number, reason: string): void {
    this.closed = { code, reason };
  }

  get messages(): Message[] {
    return this.frames.map((frame) => {
      const message = decodeMessage(frame);
      if (!message.ok) throw new Error(`the room sent something unreadable: ${message.error.code}`);
      return message.value;
    });
  }

  /** Messages of one kind so far, then forgets all. */
  take<K extends Message['kind']>(kind: K): Extract<Message, { kind: K }>[] {
    const found = this.messages.filter((message) => message.kind === kind);
    this.frames.length = 0;
    this.through.length = 0;
    return found as Extract<Message, { kind: K }>[];
  }
}

/** The updates of typing `text` one character at a time at the end, by one client. */
export function typing(client: number, text: string): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = client;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const character of text) doc.getText('t').insert(doc.getText('t').length, character);
  return updates;
}

export function textOf(...updates: Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText('t').toJSON();
}

export const updateFrames = (updates: readonly Uint8Array[]): Uint8Array[] => updates.map(encodeUpdate);
