import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { RoomRegistry } from '../../../relay/rooms/room-registry.ts';
import { nodeScheduler } from '../../../relay/rooms/scheduler.ts';
import { MemoryRoomStorage } from '../../../relay/storage/memory-room-storage.ts';
import type { NewEntry } from '../../../relay/storage/room-storage.ts';
import { openLocalDocument } from './local-document.ts';
import { type DocumentCommit, observeStorage } from './observed-storage.ts';

class BreakableStorage extends MemoryRoomStorage {
  isBroken = false;
  override append(entries: readonly NewEntry[]): Promise<readonly number[]> {
    return this.isBroken ? Promise.reject(new Error('disk full')) : super.append(entries);
  }
}

async function setUp() {
  const storage = new BreakableStorage();
  const commits: DocumentCommit[] = [];
  const compactions: [string, number][] = [];
  const observed = observeStorage(storage, {
    committed: (news) => void commits.push(...news),
    beforeCompaction: (id, through) => void compactions.push([id, through]),
  });
  const registry = new RoomRegistry({
    storage: observed,
    scheduler: nodeScheduler,
    limits: {},
    onEvent: () => undefined,
  });
  const document = await openLocalDocument(await registry.open('plan'));
  return { storage, observed, registry, document, commits, compactions };
}
const write = (value: string) => (doc: Y.Doc) => void doc.getMap('meta').set('title', value);

it('a document shows a change once it is durable, and it is told as made here', async () => {
  const { document, commits, registry } = await setUp();
  await document.change(write('Ours'));
  expect(document.doc.getMap('meta').get('title')).toBe('Ours');
  expect(commits).toMatchObject([{ documentId: 'plan', sequence: 1, origin: 'local' }]);
  document.close();
  await registry.close();
});

it('a document never shows a change that could not be stored, and is to be opened again', async () => {
  const { document, storage, registry } = await setUp();
  await document.change(write('Ours'));
  storage.isBroken = true;
  await expect(document.change(write('Lost'))).rejects.toThrow('disk full');
  expect([document.doc.getMap('meta').get('title'), document.isAlive()]).toEqual(['Ours', false]);
  await registry.close();
});

it('work that changes nothing stores nothing', async () => {
  const { document, commits, registry } = await setUp();
  await document.change(() => undefined);
  expect(commits).toEqual([]);
  document.close();
  await registry.close();
});

it('who counts changes hears of a snapshot before it takes the place of the log', async () => {
  const { observed, compactions, storage } = await setUp();
  const doc = new Y.Doc();
  write('Ours')(doc);
  const update = Y.encodeStateAsUpdate(doc);
  await observed.append([{ room: 'plan', update, origin: 'local' }]);
  storage.compact = () => {
    expect(compactions).toEqual([['plan', 1]]);
    return Promise.resolve();
  };
  await observed.compact('plan', update, 1);
  expect(compactions).toHaveLength(1);
});
