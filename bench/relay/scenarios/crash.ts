import { newcomerSees } from '../newcomer.ts';
import { Seen } from '../seen.ts';
import type { SyncClient } from '../sync-client.ts';
import type { Target } from '../target.ts';
import { Typist } from '../typist.ts';
import { paced, type Scenario } from './scenario.ts';

const writerCount = 3;
const readerCount = 2;
const room = 'crash';

/** Writes until its server is gone; counts what the server said is safe. */
class Writer {
  readonly typist: Typist;
  readonly client: SyncClient;
  confirmed = 0;

  constructor(target: Target, id: number) {
    this.typist = new Typist(id);
    const asks = target.definition.dialect === 'y-websocket';
    this.client = target.connect({
      room,
      ...(asks ? { onConfirmed: (count: number) => (this.confirmed = count) } : {}),
    });
  }

  type(): void {
    if (!this.client.isClosed) this.client.sendUpdate(this.typist.next());
  }
}

export const crash: Scenario = {
  title: 'kill -9 under load: what others had seen or the server had confirmed, and is gone',
  async run(target, { short }) {
    if (!target.definition.stores) return { notApplicable: 'keeps nothing' };
    const slow = await killUnderLoad(target, 200, short ? 1_500 : 4_000, 1);
    if (!slow) return { notApplicable: 'a server that was not started here cannot be killed' };
    const fast = await killUnderLoad(target, 2_000, short ? 1_500 : 9_000, 100);
    return { at200PerSecond: slow, at2000PerSecond: fast };
  },
};

async function killUnderLoad(target: Target, perSecond: number, durationMs: number, firstId: number) {
  const readers = Array.from({ length: readerCount }, () => {
    const seen = new Seen();
    return { seen, client: target.connect({ room, onUpdate: (update) => seen.add(update) }) };
  });
  const writers = Array.from({ length: writerCount }, (_, index) => new Writer(target, firstId + index));
  await Promise.all([...readers, ...writers].map(({ client }) => client.ready));
  let next = 0;
  await paced({ perSecond, durationMs }, (count) => {
    for (let index = 0; index < count; index += 1) writers[next++ % writerCount]!.type();
  });
  if (!(await target.restart('SIGKILL'))) return undefined;
  for (const { client } of [...readers, ...writers]) client.close();
  const fresh = await newcomerSees(target, room);
  const counts = writers.map((writer) => {
    const id = writer.typist.client;
    const seen = Math.max(...readers.map((reader) => reader.seen.countOf(id)));
    const stored = fresh.countOf(id);
    return {
      sent: writer.typist.count,
      seen,
      confirmed: writer.confirmed,
      lostSeen: Math.max(0, seen - stored),
      lostConfirmed: Math.max(0, writer.confirmed - stored),
    };
  });
  const sum = (name: keyof (typeof counts)[number]) =>
    counts.reduce((total, count) => total + count[name], 0);
  return {
    sent: sum('sent'),
    seenByOthers: sum('seen'),
    lostOfThese: sum('lostSeen'),
    confirmed: sum('confirmed'),
    lostOfConfirmed: sum('lostConfirmed'),
  };
}
