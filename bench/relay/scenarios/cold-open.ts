import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as Y from 'yjs';
import { type History, historyClient, readHistory } from '../history.ts';
import { Seen } from '../seen.ts';
import { measureCost, per, type Target } from '../target.ts';
import { type Scenario, settled } from './scenario.ts';

const room = 'paper';
const repetitions = 5;
/** Servers that save late have saved by then. */
const saveMs = 12_000;

interface Opening {
  readonly ms: number;
  readonly serverCpuMs: number | null;
  readonly bytes: number;
}

export const coldOpen: Scenario = {
  title: 'cold and warm open of a real editing history (25,978 updates)',
  async run(target, options) {
    const history = readHistory(options.historyPath);
    const isBlob = target.dataFolder !== undefined && target.definition.command('').join().includes('blob');
    const ingest = isBlob ? putBlob(target, history) : await fill(target, history);
    const emptyCold: Opening[] = [];
    const almostCold: Opening[] = [];
    for (let index = 0; index < repetitions; index += 1) {
      if (!(await target.restart('SIGTERM'))) break;
      emptyCold.push(await open(target, history, false));
      if (isBlob) continue;
      await target.restart('SIGTERM');
      almostCold.push(await open(target, history, true));
    }
    const emptyWarm = await repeat(() => open(target, history, false));
    const almostWarm = isBlob ? [] : await repeat(() => open(target, history, true));
    return {
      ...ingest,
      cold: { empty: median(emptyCold), upToDateBy99Percent: median(almostCold) },
      warm: { empty: median(emptyWarm), upToDateBy99Percent: median(almostWarm) },
    };
  },
};

function putBlob(target: Target, { state }: History) {
  writeFileSync(join(target.dataFolder!, 'blob'), state);
  return { blobBytes: state.length };
}

/** Sends the whole history as fast as the server takes it. */
async function fill(target: Target, history: History) {
  const seen = new Seen();
  const reader = target.connect({ room, onUpdate: (update) => seen.add(update) });
  const writer = target.connect({ room });
  await Promise.all([reader.ready, writer.ready]);
  const cost = await measureCost(target);
  for (let index = 0; index < history.updates.length; index += 500)
    writer.sendUpdates(history.updates.slice(index, index + 500));
  const last = history.updates.at(-1)!;
  const vector = Y.decodeStateVector(Y.encodeStateVectorFromUpdate(history.state));
  const complete = await settled(
    () => seen.countOf(historyClient) >= (vector.get(historyClient) ?? 0) && seen.has(last),
    120_000,
  );
  const { cpuUs, elapsedMs } = await cost();
  writer.close();
  reader.close();
  await pause(saveMs);
  return {
    ingestUpdatesPerSecond: Math.round(history.updates.length / (elapsedMs / 1_000)),
    ingestCpuUsPerUpdate: per(cpuUs, history.updates.length),
    ingestComplete: complete,
  };
}

/** From the first byte of the connection until the document stands with its whole text. */
async function open(target: Target, history: History, isAlmost: boolean): Promise<Opening> {
  const doc = new Y.Doc({ guid: room });
  if (isAlmost) Y.applyUpdate(doc, history.almost);
  const vector = isAlmost ? history.almostVector : undefined;
  const cost = await measureCost(target);
  const begun = performance.now();
  const whole = Promise.withResolvers<number>();
  const client = target.connect({
    room,
    ...(vector ? { stateVector: vector } : {}),
    onUpdate(update) {
      Y.applyUpdate(doc, update.slice());
      if (doc.getText('t').length === history.text.length) whole.resolve(performance.now() - begun);
    },
  });
  const timeout = setTimeout(() => whole.reject(new Error('the document did not arrive')), 60_000);
  const ms = await whole.promise;
  clearTimeout(timeout);
  // Whatever else the server sends for this opening belongs to its cost.
  await pause(300);
  if (doc.getText('t').toJSON() !== history.text)
    throw new Error('the document is not the one that was stored');
  const { cpuUs } = await cost();
  const bytes = client.bytesReceived;
  client.close();
  doc.destroy();
  return { ms: Math.round(ms * 10) / 10, serverCpuMs: per(cpuUs, 1_000), bytes };
}

async function repeat(task: () => Promise<Opening>): Promise<Opening[]> {
  const results: Opening[] = [];
  for (let index = 0; index < repetitions; index += 1) results.push(await task());
  return results;
}

const median = (openings: readonly Opening[]): Opening | null =>
  openings.toSorted((left, right) => left.ms - right.ms)[openings.length >> 1] ?? null;
