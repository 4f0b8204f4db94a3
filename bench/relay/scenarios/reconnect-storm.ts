import * as Y from 'yjs';
import { newcomerSees } from '../newcomer.ts';
import { Seen } from '../seen.ts';
import type { SyncClient } from '../sync-client.ts';
import { connectAll, measureCost, type Target } from '../target.ts';
import { Typist } from '../typist.ts';
import { type Scenario, settled } from './scenario.ts';

const roomCount = 20;
const clientsPerRoom = 10;
const offlineEdits = 200;

/** Somebody who worked without a connection: has the room's earlier state and edits of their own. */
class Laptop {
  readonly typist: Typist;
  readonly room: string;
  readonly seen = new Seen();
  readonly #others: readonly number[];
  #client: SyncClient | undefined;
  #complete = false;

  constructor(room: string, client: number, others: readonly number[], base: Uint8Array) {
    this.room = room;
    this.#others = others;
    this.typist = new Typist(client, base);
    for (let index = 0; index < offlineEdits; index += 1) this.typist.next();
  }

  connect(target: Target): void {
    const { doc } = this.typist;
    this.#client = target.connect({
      room: this.room,
      stateVector: Y.encodeStateVector(doc),
      answer: (vector) => Y.encodeStateAsUpdate(doc, vector),
      onUpdate: (update) => this.seen.add(update),
    });
    this.#client.ready.catch(() => undefined);
  }

  get isComplete(): boolean {
    this.#complete ||= this.missing === 0;
    return this.#complete;
  }

  /** Edits of others that have not arrived. */
  get missing(): number {
    const vector = this.seen.inserted.contiguous();
    return this.#others.reduce((sum, other) => sum + offlineEdits - (vector.get(other) ?? 0), 0);
  }

  get bytesReceived(): number {
    return this.#client?.bytesReceived ?? 0;
  }

  close(): void {
    this.#client?.close();
  }
}

export const reconnectStorm: Scenario = {
  title: '200 clients of 20 rooms with 200 offline edits each, all at once',
  async run(target, { short }) {
    if (!target.definition.answersSync) return { notApplicable: 'answers no step 1' };
    const rooms = Array.from({ length: short ? 4 : roomCount }, (_, index) => `storm-${index}`);
    const base = baseState();
    const first = await connectAll(rooms, (room) => target.connect({ room }));
    for (const client of first) client.sendUpdate(base);
    await arrived(target, rooms, base);
    for (const client of first) client.close();
    const laptops = rooms.flatMap((room) => laptopsOf(room, base));
    const cost = await measureCost(target);
    for (const laptop of laptops) laptop.connect(target);
    const isComplete = await settled(() => laptops.every((laptop) => laptop.isComplete), 60_000);
    const { cpuUs, elapsedMs } = await cost();
    const lost = isComplete ? 0 : laptops.reduce((sum, laptop) => sum + laptop.missing, 0);
    const bytes = laptops.reduce((sum, laptop) => sum + laptop.bytesReceived, 0);
    for (const laptop of laptops) laptop.close();
    return {
      clients: laptops.length,
      convergedMs: Math.round(elapsedMs),
      serverCpuMs: cpuUs === null ? null : Math.round(cpuUs / 1_000),
      megabytesToClients: Math.round(bytes / 1e5) / 10,
      lost,
      missingForNewcomers: await missingFromFresh(target, rooms, laptops),
    };
  },
};

function laptopsOf(room: string, base: Uint8Array): Laptop[] {
  const ids = Array.from({ length: clientsPerRoom }, (_, index) => 100 + index);
  return ids.map(
    (id) =>
      new Laptop(
        room,
        id,
        ids.filter((other) => other !== id),
        base,
      ),
  );
}

function baseState(): Uint8Array {
  const typist = new Typist(1);
  for (let index = 0; index < 1_000; index += 1) typist.next();
  return Y.encodeStateAsUpdate(typist.doc);
}

async function arrived(target: Target, rooms: readonly string[], base: Uint8Array): Promise<void> {
  await Promise.all(
    rooms.map(async (room) => {
      while (!(await newcomerSees(target, room)).has(base));
    }),
  );
}

async function missingFromFresh(target: Target, rooms: readonly string[], laptops: readonly Laptop[]) {
  const states = await Promise.all(rooms.map((room) => newcomerSees(target, room)));
  const missing = laptops.map(({ room, typist }) => {
    const seen = states[rooms.indexOf(room)]!;
    return offlineEdits - Math.min(offlineEdits, seen.countOf(typist.client));
  });
  return missing.reduce((sum, one) => sum + one, 0);
}
