import { describe, expect, test } from 'vitest';
import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import * as Y from 'yjs';
import type { DocumentHub } from '../../electron/backend/documents/document-hub.ts';
import { laptopBench } from './laptop-bench.test-support.ts';
import { type LaptopOptions, type TestLaptop } from './laptops.test-support.ts';
import { until } from '../../shared/until.test-support.ts';

const planId = 'plan-1';
const bench = laptopBench();

function start(name: string, options: Partial<LaptopOptions> = {}): TestLaptop {
  const laptop = bench.start(name, options);
  if (options.fresh !== false) laptop.addPlan(planId);
  return laptop;
}

async function restart(name: string): Promise<TestLaptop> {
  await bench.stop(name);
  return start(name, { fresh: false });
}

const stateOf = (hub: DocumentHub) => hub.documentStatus(planId, '');
const isConfirmed = (laptop: TestLaptop) => stateOf(laptop.hub).state === 'confirmed';

async function edit(laptop: TestLaptop, change: (doc: Y.Doc) => void): Promise<void> {
  const local = await laptop.hub.open(planId);
  await local.change(change);
  local.close();
}

const write = (laptop: TestLaptop, text: string) =>
  edit(laptop, (doc) => doc.getText('note').insert(0, text));

async function textAt(laptop: TestLaptop): Promise<string> {
  const doc = await laptop.hub.read(planId);
  const text = doc.getText('note').toJSON();
  doc.destroy();
  return text;
}

const untilText = (laptop: TestLaptop, condition: (text: string) => boolean) =>
  until('the text', async () => condition(await textAt(laptop)));

async function sameEverywhere(...all: TestLaptop[]): Promise<void> {
  const states: Uint8Array[] = [];
  for (const laptop of all) {
    const doc = await laptop.hub.read(planId);
    states.push(Y.encodeStateAsUpdate(doc));
    doc.destroy();
  }
  for (const state of states) expect(state).toEqual(states[0]);
}

describe('two laptops and a relay', () => {
  test('both work offline, both restart, and hold the same document when the relay is back', async () => {
    await bench.relay.start();
    let ana = start('ana');
    let bora = start('bora');
    await write(ana, 'start ');
    await untilText(bora, (text) => text === 'start ');
    await until('confirmed', () => isConfirmed(ana));
    await bench.relay.kill();
    await until(
      'offline',
      () => ana.hub.status().relay === 'offline' && bora.hub.status().relay === 'offline',
    );
    await write(ana, 'ana ');
    await write(bora, 'bora ');
    ana = await restart('ana');
    bora = await restart('bora');
    expect(stateOf(ana.hub)).toMatchObject({ unconfirmedChanges: 1 });
    await until('known to wait', () => stateOf(ana.hub).state === 'waiting');
    await bench.relay.start();
    ana.hub.retryNow();
    bora.hub.retryNow();
    await until('confirmed', () => isConfirmed(ana) && isConfirmed(bora));
    await untilText(ana, (text) => text.includes('ana ') && text.includes('bora '));
    await untilText(bora, (text) => text.includes('ana ') && text.includes('bora '));
    await sameEverywhere(ana, bora);
    expect(ana.bugs).toEqual([]);
  });

  test('windows of both laptops see each other at work', async () => {
    await bench.relay.start();
    const ana = start('ana');
    const bora = start('bora');
    const here = ana.window().open(planId);
    const there = bora.window().open(planId);
    here.awareness.setLocalStateField('user', { name: 'Ana' });
    there.awareness.setLocalStateField('user', { name: 'Bora' });
    const seen = (of: typeof here, by: typeof here) =>
      by.awareness.getStates().get(of.doc.clientID)?.['user'];
    await until('each sees the other', () => Boolean(seen(here, there)) && Boolean(seen(there, here)));
    expect(stateOf(ana.hub).peers).toBe(1);
    here.awareness.setLocalStateField('user', { name: 'Ana M.' });
    there.awareness.setLocalStateField('user', { name: 'Bora M.' });
    const name = (user: unknown) => (user as { name: string } | undefined)?.name;
    await until(
      'changes arrive',
      () => name(seen(here, there)) === 'Ana M.' && name(seen(there, here)) === 'Bora M.',
    );
    here.close();
    await until('gone there', () => !there.awareness.getStates().has(here.doc.clientID));
    await until('counted there', () => stateOf(bora.hub).peers === 0);
  });

  test('a document of a newer version passes through untouched', async () => {
    await bench.relay.start();
    const ana = start('ana');
    const bora = start('bora');
    const newer = new Y.Doc();
    newer.getMap('meta').set('schemaVersion', 99);
    newer.getXmlFragment('chapter:future').insert(0, [new Y.XmlElement('hologram')]);
    await ana.hub.applyUpdate(planId, Y.encodeStateAsUpdate(newer));
    await until('confirmed', () => isConfirmed(ana));
    await until('arrived', () => bora.database.prepare('SELECT 1 FROM document_entry').get() !== undefined);
    const arrived = await bora.hub.read(planId);
    expect(Y.encodeStateAsUpdate(arrived)).toEqual(Y.encodeStateAsUpdate(newer));
  });
});

describe('the state shown', () => {
  test('without a relay everything is on this laptop', async () => {
    const ana = start('ana', { relay: null });
    await write(ana, 'x');
    expect(ana.hub.status()).toMatchObject({ relay: 'none', reason: null, unconfirmedChanges: 1 });
    expect(stateOf(ana.hub).state).toBe('local');
  });

  test('a deletion alone waits for the relay, before and after a restart', async () => {
    await bench.relay.start();
    let ana = start('ana');
    await write(ana, 'abc');
    await until('confirmed', () => isConfirmed(ana));
    await bench.relay.kill();
    await until('offline', () => ana.hub.status().relay === 'offline');
    expect(stateOf(ana.hub)).toMatchObject({ state: 'confirmed', unconfirmedChanges: 0 });
    await edit(ana, (doc) => doc.getText('note').delete(0, 2));
    expect(stateOf(ana.hub)).toMatchObject({ state: 'waiting', unconfirmedChanges: 1 });
    ana = await restart('ana');
    await until('waiting again', () => stateOf(ana.hub).state === 'waiting');
    await bench.relay.start();
    ana.hub.retryNow();
    await until('confirmed', () => isConfirmed(ana));
    const bora = start('bora');
    await untilText(bora, (text) => text === 'c');
  });

  test('a relay that dies before it confirms has nothing, and gets it when it is back', async () => {
    await bench.relay.start();
    const ana = start('ana');
    await write(ana, 'first ');
    await until('confirmed', () => isConfirmed(ana));
    bench.relay.freeze();
    await write(ana, 'second ');
    await until('sending', () => stateOf(ana.hub).state === 'sending');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(stateOf(ana.hub)).toMatchObject({ state: 'sending', unconfirmedChanges: 1 });
    await bench.relay.kill();
    await until('waiting', () => stateOf(ana.hub).state === 'waiting');
    await bench.relay.start();
    ana.hub.retryNow();
    await until('confirmed', () => isConfirmed(ana));
    const bora = start('bora');
    await untilText(bora, (text) => text === 'second first ');
  });

  test('a relay that never confirms is not believed', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    const port = (server.address() as { port: number }).port;
    // Answers like a stock server: takes everything, says step 1, confirms nothing.
    server.on('connection', (socket) => socket.send(new Uint8Array([0, 0, 1, 0])));
    const ana = start('ana', { relay: { address: `ws://127.0.0.1:${port}` } });
    await write(ana, 'x');
    await until('told', () => ana.hub.status().reason === 'noConfirmation');
    expect(stateOf(ana.hub).state).toBe('sending');
    await ana.close();
    bench.laptops.clear();
    for (const client of server.clients) client.terminate();
    server.close();
  });

  test('a refusal is final and is shown', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    const port = (server.address() as { port: number }).port;
    let connections = 0;
    server.on('connection', (socket) => {
      connections += 1;
      socket.close(4401, 'no');
    });
    const ana = start('ana', { relay: { address: `ws://127.0.0.1:${port}` } });
    await write(ana, 'x');
    await until('refused', () => ana.hub.status().relay === 'refused');
    expect(ana.hub.status().reason).toBe('notAuthorised');
    expect(stateOf(ana.hub)).toMatchObject({ state: 'refused', unconfirmedChanges: 1 });
    const before = connections;
    ana.hub.retryNow();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(connections).toBe(before);
    server.close();
  });

  test('an address that can not be one is refused without trying', () => {
    const ana = start('ana', { relay: { address: 'http://example.org' } });
    expect(ana.hub.status()).toMatchObject({ relay: 'refused', reason: 'addressInvalid' });
  });

  test('changes are announced, at most about four times a second', async () => {
    await bench.relay.start();
    const ana = start('ana');
    const started = performance.now();
    for (let index = 0; index < 40; index += 1) {
      await write(ana, 'x');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await until('confirmed', () => isConfirmed(ana));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const seconds = (performance.now() - started) / 1000;
    const statuses = ana.events.filter((event) => event.type === 'sync');
    expect(statuses.length).toBeGreaterThan(0);
    expect(statuses.length).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 1);
    expect(statuses.at(-1)).toMatchObject({ status: { relay: 'connected', unconfirmedChanges: 0 } });
  });

  test('what another relay confirmed does not count', async () => {
    await bench.relay.start();
    const ana = start('ana');
    await write(ana, 'x');
    await until('confirmed', () => isConfirmed(ana));
    ana.hub.setRelay({ address: 'ws://127.0.0.1:9' });
    expect(stateOf(ana.hub)).toMatchObject({ unconfirmedChanges: 1, lastConfirmedAt: null });
    ana.hub.setRelay({ address: bench.relay.address });
    await until('confirmed', () => isConfirmed(ana));
  });
});
