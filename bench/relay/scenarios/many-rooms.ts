import { setTimeout as pause } from 'node:timers/promises';
import { Histogram } from '../histogram.ts';
import { seededRandom } from '../../data.ts';
import { rangesOf } from '../seen.ts';
import type { SyncClient } from '../sync-client.ts';
import { connectAll, measureCost, per, type Target } from '../target.ts';
import { Typist } from '../typist.ts';
import { paced, type Scenario, settled } from './scenario.ts';

const keysPerSecond = 500;
/** Longer than any of the servers waits before it lets a room go. */
const unloadMs = 12_000;
/** Where the garbage of the opening has gone and the numbers stand still. */
const restMs = 1_000;

/** Rooms of two: one types, the other reads. */
class Rooms {
  histogram = new Histogram();
  readonly #typists: Typist[] = [];
  readonly #writers: SyncClient[] = [];
  readonly #readers: SyncClient[] = [];
  readonly #sentAtMs: number[][] = [];

  async open(target: Target, prefix: string, count: number): Promise<void> {
    const names = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
    for (const index of names.keys()) {
      this.#typists.push(new Typist(index + 1));
      this.#sentAtMs.push([]);
    }
    this.#writers.push(...(await connectAll(names, (room) => target.connect({ room }))));
    const numbers = [...names.keys()];
    this.#readers.push(
      ...(await connectAll(numbers, (index) =>
        target.connect({ room: names[index]!, onUpdate: (update) => this.#receive(index, update) }),
      )),
    );
  }

  type(index: number): void {
    const update = this.#typists[index]!.next();
    this.#sentAtMs[index]!.push(performance.now());
    this.#writers[index]!.sendUpdate(update);
  }

  close(): void {
    for (const client of [...this.#writers, ...this.#readers]) client.close();
  }

  #receive(index: number, update: Uint8Array): void {
    const { inserted } = rangesOf(update);
    if (inserted.length === 0) return;
    const now = performance.now();
    for (let key = inserted[1]!; key < inserted[2]!; key += 1)
      this.histogram.add(now - this.#sentAtMs[index]![key]!);
  }
}

export const manyRooms: Scenario = {
  title: '2,000 rooms of 2 clients, 500 keys a second in all',
  async run(target, { short }) {
    const count = short ? 200 : 2_000;
    await warmUp(target);
    const empty = await target.usage(true);
    const first = await wave(target, 'first', count, short ? 2_000 : 10_000);
    const second = await wave(target, 'second', count, short ? 1_000 : 4_000);
    const growth = (usage: { heapBytes: number } | undefined) =>
      per(usage && empty ? (usage.heapBytes - empty.heapBytes) / 1_024 : null, count);
    const resident = (usage: { residentBytes: number } | undefined) =>
      per(usage && empty ? (usage.residentBytes - empty.residentBytes) / 1_024 : null, count);
    return {
      rooms: count,
      connectCpuUs: first.connectCpuUs,
      latencyMs: first.latencyMs,
      cpuUsPerUpdate: first.cpuUsPerUpdate,
      lost: first.lost + second.lost,
      heapKbPerRoomOpen: growth(first.open),
      residentKbPerRoomOpen: resident(first.open),
      heapKbPerRoomAfterFirstWave: growth(first.left),
      heapKbPerRoomAfterSecondWave: growth(second.left),
    };
  },
};

/** So that what is only loaded or compiled once is not counted as a room's cost. */
async function warmUp(target: Target): Promise<void> {
  const rooms = new Rooms();
  await rooms.open(target, 'warm', 20);
  for (let index = 0; index < 200; index += 1) rooms.type(index % 20);
  await settled(() => rooms.histogram.total >= 200, 10_000);
  rooms.close();
  await pause(unloadMs);
}

async function wave(target: Target, prefix: string, count: number, durationMs: number) {
  const random = seededRandom(7);
  const rooms = new Rooms();
  const connecting = await measureCost(target);
  await rooms.open(target, prefix, count);
  const connected = await connecting();
  // Every room has had a change before memory is looked at.
  for (let index = 0; index < count; index += 1) rooms.type(index);
  await settled(() => rooms.histogram.total >= count, 30_000);
  const missing = count - rooms.histogram.total;
  rooms.histogram = new Histogram();
  await pause(restMs);
  const typing = await measureCost(target);
  const sent = await paced({ perSecond: keysPerSecond, durationMs }, (keys) => {
    for (let key = 0; key < keys; key += 1) rooms.type(Math.floor(random() * count));
  });
  await settled(() => rooms.histogram.total >= sent, 20_000);
  const typed = await typing();
  const open = await target.usage(true);
  rooms.close();
  await pause(unloadMs);
  const left = await target.usage(true);
  return {
    connectCpuUs: per(connected.cpuUs, count * 2),
    cpuUsPerUpdate: per(typed.cpuUs, sent),
    latencyMs: rooms.histogram.summary(),
    lost: missing + sent - rooms.histogram.total,
    open,
    left,
  };
}
