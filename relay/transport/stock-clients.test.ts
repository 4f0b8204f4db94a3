import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inviteFor, Laptop } from '../access/laptop.test-support.ts';
import { openAccessStore } from '../storage/open-relay-store.ts';
import { RelayBench } from './relay.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import { describeStockClients, type RunningService } from './stock-clients.test-support.ts';

async function startOne(bench: RelayBench, folder: string, port = 0): Promise<RunningService> {
  const relay = await bench.start({ folder, port });
  return { url: relay.url, stop: () => relay.close(), startAgain: () => startOne(bench, folder, relay.port) };
}

describeStockClients('one relay', { start: (bench) => startOne(bench, bench.folder()) });

describe('stock y-websocket clients and membership', () => {
  let bench: RelayBench;
  beforeEach(() => {
    bench = new RelayBench();
  });
  afterEach(() => bench.dispose());

  it('RP-44 a stock client without a membership stops coming back, and works with a token', async () => {
    const folder = bench.folder();
    const { url } = await bench.start({ folder, open: false });
    const codes: number[] = [];
    for (const params of [{}, { token: 'wrong' }, { key: 'x' }] as Record<string, string>[]) {
      const refused = bench.client(url, 'w/plan', params);
      refused.provider.on('closed', ({ code }: { code: number }) => codes.push(code));
    }
    await until('refusals', () => codes.length === 3);
    expect(codes).toEqual([4401, 4401, 4401]);
    const store = openAccessStore(folder, 'existing');
    const { code } = await inviteFor(store.access, 'w', 'editor');
    const { token } = await new Laptop(url).join(code);
    await store.close();
    const [a, b] = [bench.client(url, 'w/plan', { token }), bench.client(url, 'w/plan', { token })];
    a.text.insert(0, 'from a member');
    await until('the text', () => b.text.toJSON() === 'from a member');
    expect(JSON.stringify(bench.events)).not.toContain(token);
  });
});
