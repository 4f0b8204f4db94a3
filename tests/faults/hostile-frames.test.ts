import * as Y from 'yjs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { ServerProcess } from '../../bench/relay/server-process.ts';
import { servers } from '../../bench/relay/servers.ts';
import { WireClient } from '../../bench/relay/wire-client.ts';
import {
  decodeMessage,
  encodeAwarenessMessage,
  encodeConfirmation,
  encodePermissionDenied,
  encodeQueryAwareness,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
} from '../../relay/protocol/messages.ts';
import { readUpdateRanges } from '../../relay/protocol/update-ranges.ts';
import { RelayBench } from '../../relay/transport/relay.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import { type SeededRandom, seededRandom } from '../convergence/simulation/seeded-random.ts';

const framesPerType = 10_000;
const atOnce = 32;
const seed = Number(process.env['SEED'] ?? 20_261_122);
/** Noise of the measurement; 10,000 kept frames or connections would be far more. */
const heapGrowthBytes = 3_000_000;

/** Updates of an editor with every kind of content. */
function honestUpdates(): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  doc.getText('t').insert(0, 'Ζουπανία 🙂 klaster');
  doc.getText('t').format(0, 3, { bold: true });
  doc.getText('t').delete(2, 4);
  doc.getMap('m').set('a', { list: [1, 2.5, null, 'x'], bytes: 'y' });
  doc.getMap('m').set('bytes', new Uint8Array(20));
  doc.getArray('l').insert(0, [1, new Y.Text('inner'), new Y.Map()]);
  const element = new Y.XmlElement('p');
  element.setAttribute('level', '2');
  doc.getXmlFragment('x').insert(0, [element]);
  doc.getArray('l').delete(0, 1);
  return [...updates, Y.encodeStateAsUpdate(doc)];
}

const updates = honestUpdates();
const vector = Y.encodeStateVectorFromUpdate(updates.at(-1)!);

/** By their first numbers: for each, honest examples that are then broken. */
const types: Readonly<Record<string, { head: readonly number[]; examples: readonly Uint8Array[] }>> = {
  'sync step 1': { head: [0, 0], examples: [encodeStep1(vector), encodeStep1(new Uint8Array([0]))] },
  'sync step 2': { head: [0, 1], examples: updates.map(encodeStep2) },
  update: { head: [0, 2], examples: updates.map(encodeUpdate) },
  awareness: {
    head: [1],
    examples: [
      encodeAwarenessMessage([{ client: 7, clock: 3, state: '{"user":{"name":"Α"}}' }]),
      encodeAwarenessMessage([
        { client: 7, clock: 4, state: 'null' },
        { client: 8, clock: 1, state: '{}' },
      ]),
    ],
  },
  auth: { head: [2], examples: [encodePermissionDenied('no')] },
  'query awareness': { head: [3], examples: [encodeQueryAwareness()] },
  confirmation: { head: [4], examples: [encodeConfirmation(3, vector)] },
  token: { head: [5], examples: [new Uint8Array([5, 3, 97, 98, 99])] },
  unknown: { head: [99], examples: [new Uint8Array([99, 1, 2, 3])] },
};

function randomBytes(random: SeededRandom, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.below(256));
}

/** A frame with the right beginning and noise behind it, or an honest one that was cut, bent or stretched. */
function hostileFrame(
  random: SeededRandom,
  head: readonly number[],
  examples: readonly Uint8Array[],
): Uint8Array {
  if (random.chance(0.3)) return Uint8Array.from([...head, ...randomBytes(random, random.below(60))]);
  const frame = Uint8Array.from(random.pick(examples));
  if (random.chance(0.2)) return frame.subarray(0, random.below(frame.length) + 1);
  if (random.chance(0.1)) return Uint8Array.from([...frame, ...randomBytes(random, 1 + random.below(9))]);
  for (let count = 1 + random.below(4); count > 0; count -= 1)
    frame[Math.min(frame.length - 1, head.length + random.below(frame.length))] = random.below(256);
  return frame;
}

/** True when the relay will end the connection for it. */
function isBad(frame: Uint8Array): boolean {
  const message = decodeMessage(frame);
  if (!message.ok) return true;
  const { value } = message;
  return (value.kind === 'update' || value.kind === 'step2') && !readUpdateRanges(value.update).ok;
}

/** Sends frames on one connection after the other: each lives until the first frame that cannot be read. */
async function attack(url: string, room: string, frames: readonly Uint8Array[]): Promise<number> {
  let next = 0;
  let ended = 0;
  while (next < frames.length) {
    let end = frames.findIndex((frame, index) => index >= next && isBad(frame)) + 1;
    if (end === 0) end = frames.length;
    const batch = frames.slice(next, end);
    next = end;
    const closed = Promise.withResolvers<void>();
    const client = new WireClient(`${url}/${room}`, {
      onOpen: () => client.sendAll(batch),
      onMessage: () => undefined,
      onClose: () => closed.resolve(),
    });
    const mustEnd = isBad(batch.at(-1)!);
    // One that is not ended is left: its frames have been read when the next round asks for the heap.
    if (mustEnd) await closed.promise;
    else await pause(20).then(() => client.close());
    ended += mustEnd ? 1 : 0;
  }
  return ended;
}

describe('hostile frames over a real socket', () => {
  const bench = new RelayBench();
  let server: ServerProcess | undefined;
  afterEach(async () => {
    await bench.dispose();
    await server?.dispose();
  });

  it(`RP-41 ${framesPerType} broken frames of each type: no crash, no leak, no effect on others (seed ${seed})`, async () => {
    const random = seededRandom(seed);
    server = new ServerProcess(servers.ours);
    await server.start();
    const { url } = server;
    const writer = bench.client(url, 'honest');
    const reader = bench.client(url, 'honest');
    await until('sync', () => writer.provider.synced && reader.provider.synced);
    const typing = setInterval(() => writer.text.insert(writer.text.length, 'x'), 10);
    const round = async (count: number): Promise<number> => {
      let ended = 0;
      for (const { head, examples } of Object.values(types)) {
        const frames = Array.from({ length: count }, () => hostileFrame(random, head, examples));
        const share = Math.ceil(count / atOnce);
        const shares = Array.from({ length: atOnce }, (_, index) =>
          frames.slice(index * share, (index + 1) * share),
        );
        const counts = await Promise.all(
          shares.map((own, index) => attack(url, `attacked-${index % 4}`, own)),
        );
        ended += counts.reduce((sum, one) => sum + one, 0);
      }
      return ended;
    };
    // What is only compiled and allocated once must not count as a leak.
    await round(500);
    await pause(7_000);
    const before = await server.usage(true);
    const lengthBefore = writer.text.length;
    const ended = await round(framesPerType);
    expect(ended).toBeGreaterThan(framesPerType);
    // Rooms that nobody is in have left by then.
    await pause(7_000);
    const after = await server.usage(true);
    clearInterval(typing);
    expect(writer.text.length).toBeGreaterThan(lengthBefore);
    await until('the honest room', () => reader.text.length === writer.text.length);
    expect(reader.text.toJSON()).toBe(writer.text.toJSON());
    expect(after.heapBytes - before.heapBytes).toBeLessThan(heapGrowthBytes);
    // The attacked rooms themselves go on.
    const late = bench.client(url, 'attacked-0');
    const other = bench.client(url, 'attacked-0');
    await until('sync', () => late.provider.synced && other.provider.synced);
    late.text.insert(0, 'still here');
    await until('the change', () => other.text.toJSON().includes('still here'));
  }, 900_000);
});
