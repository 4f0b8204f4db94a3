import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { encodeUpdate } from '../protocol/messages.ts';
import { RelayBench } from './relay.test-support.ts';
import { until } from '../../shared/until.test-support.ts';

/** One relay, or several that look like one. */
export interface RunningService {
  readonly url: string;
  /** Ends all of it in order; what it stored stays. */
  stop(): Promise<void>;
  /** Starts it again at the same address. */
  startAgain(): Promise<RunningService>;
}

export interface StockService {
  /** A fresh service, open to all. The bench, or the caller's own hooks, end it. */
  start(bench: RelayBench): Promise<RunningService>;
}

/** What every y-websocket client finds, whatever stands behind the address. */
export function describeStockClients(name: string, service: StockService): void {
  describe(`stock y-websocket clients: ${name}`, () => {
    let bench: RelayBench;
    beforeEach(() => {
      bench = new RelayBench();
    });
    afterEach(() => bench.dispose());

    it('RP-1 converge, also on what was typed offline', async () => {
      const { url } = await service.start(bench);
      const [a, b] = [bench.client(url, 'plan'), bench.client(url, 'plan')];
      a.text.insert(0, 'from the first. ');
      b.text.insert(0, 'from the second. ');
      await until('both texts', () => a.text.length === 33 && b.text.length === 33);
      expect(a.text.toJSON()).toBe(b.text.toJSON());
      a.provider.disconnect();
      a.text.insert(0, 'offline ');
      b.text.insert(b.text.length, ' online');
      a.text.delete(10, 3);
      a.provider.connect();
      await until('the same document', () => a.text.toJSON() === b.text.toJSON() && a.text.length === 45);
    });

    it('RP-30 see who is present and who has left, a killed connection too', async () => {
      const { url } = await service.start(bench);
      const [a, b] = [bench.client(url, 'plan'), bench.client(url, 'plan')];
      a.provider.awareness.setLocalStateField('user', { name: 'Ana' });
      b.provider.awareness.setLocalStateField('user', { name: 'Eleni' });
      const nameAt = (at: typeof a, of: typeof a) =>
        (at.provider.awareness.getStates().get(of.doc.clientID) as { user?: { name: string } } | undefined)
          ?.user?.name;
      await until('both names', () => nameAt(a, b) === 'Eleni' && nameAt(b, a) === 'Ana');
      const late = bench.client(url, 'plan');
      await until('names for a late comer', () => nameAt(late, a) === 'Ana' && nameAt(late, b) === 'Eleni');
      b.provider.shouldConnect = false;
      (b.provider.ws as unknown as { terminate(): void }).terminate();
      await until('the leaving', () => nameAt(a, b) === undefined && nameAt(late, b) === undefined);
      expect(nameAt(a, late)).toBeUndefined();
      expect(nameAt(late, a)).toBe('Ana');
    });

    it('RP-10 a room lives on after everybody left and the relay was restarted', async () => {
      const first = await service.start(bench);
      const a = bench.client(first.url, 'plan');
      a.text.insert(0, 'kept');
      const witness = bench.client(first.url, 'plan');
      await until('a witness', () => witness.text.toJSON() === 'kept');
      a.provider.disconnect();
      witness.provider.disconnect();
      await first.stop();
      const second = await first.startAgain();
      const b = bench.client(second.url, 'plan');
      await until('the stored text', () => b.text.toJSON() === 'kept');
      const elsewhere = bench.client(second.url, 'another');
      await until('sync', () => elsewhere.provider.synced);
      expect(elsewhere.text.toJSON()).toBe('');
    });

    it('RP-43 come back by themselves after a restart, with what they typed meanwhile', async () => {
      const first = await service.start(bench);
      const [a, b] = [bench.client(first.url, 'plan'), bench.client(first.url, 'plan')];
      a.text.insert(0, 'one');
      await until('first text', () => b.text.toJSON() === 'one');
      const codes: (number | undefined)[] = [];
      a.provider.on('connection-close', (event) => codes.push(event?.code));
      await first.stop();
      a.text.insert(3, ' two');
      await first.startAgain();
      await until('text after the restart', () => b.text.toJSON() === 'one two');
      expect(codes[0]).toBe(1001);
    });

    it('RP-12 a 20 MB update passes, to peers and to those who come later', async () => {
      const { url } = await service.start(bench);
      const [a, b] = [bench.client(url, 'plan'), bench.client(url, 'plan')];
      await until('sync', () => a.provider.synced && b.provider.synced);
      const image = new Uint8Array(20_000_000);
      for (let index = 0; index < image.length; index += 997) image[index] = index % 251;
      a.doc.getMap('images').set('large', image);
      const received = (doc: Y.Doc) => doc.getMap('images').get('large') as Uint8Array | undefined;
      await until('the image', () => received(b.doc) !== undefined);
      const late = bench.client(url, 'plan');
      await until('the image later', () => received(late.doc) !== undefined);
      for (const doc of [b.doc, late.doc]) expect(Buffer.compare(received(doc)!, image)).toBe(0);
      a.text.insert(0, 'goes on');
      await until('typing after it', () => late.text.toJSON() === 'goes on');
    });

    it('RP-41 bad frames of one connection disturb neither its room nor others', async () => {
      const { url } = await service.start(bench);
      const [a, b] = [bench.client(url, 'plan'), bench.client(url, 'plan')];
      const elsewhere = bench.client(url, 'other');
      await until('sync', () => a.provider.synced && b.provider.synced && elsewhere.provider.synced);
      const hostile = await Promise.all([...Array(20).keys()].map(() => bench.socket(`${url}/plan`)));
      for (const [index, { socket }] of hostile.entries()) {
        socket.send(
          index % 2 === 0
            ? new Uint8Array([0, 2, 200, 1, index])
            : encodeUpdate(new Uint8Array([1, 255, index])),
        );
      }
      const closes = await Promise.all(hostile.map(({ closed }) => closed));
      expect(closes.map(({ code }) => code)).toEqual(hostile.map(() => 4400));
      a.text.insert(0, 'fine');
      elsewhere.text.insert(0, 'fine');
      await until('undisturbed typing', () => b.text.toJSON() === 'fine');
      expect(a.provider.wsconnected && elsewhere.provider.wsconnected).toBe(true);
    });
  });
}
