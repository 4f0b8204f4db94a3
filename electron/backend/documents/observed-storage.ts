import type { NewEntry, RoomStorage } from '../../../relay/storage/room-storage.ts';

/** An update that is durable on this laptop. */
export interface DocumentCommit {
  readonly documentId: string;
  readonly sequence: number;
  readonly update: Uint8Array;
  /** 'local' for work done here, 'relay' for what came from others. */
  readonly origin: string | null;
}

export interface StorageObserver {
  committed(commits: readonly DocumentCommit[]): void;
  /** Before the log of a document up to a sequence gives way to a snapshot. */
  beforeCompaction(documentId: string, throughSequence: number): void;
}

/** A store that tells what it has committed, whoever asked for it. */
export function observeStorage(storage: RoomStorage, observer: StorageObserver): RoomStorage {
  return {
    load: (room) => storage.load(room),
    async append(entries) {
      const sequences = await storage.append(entries);
      observer.committed(entries.map((entry, index) => toCommit(entry, sequences[index] ?? 0)));
      return sequences;
    },
    async compact(room, snapshot, throughSequence) {
      observer.beforeCompaction(room, throughSequence);
      await storage.compact(room, snapshot, throughSequence);
    },
    list: (page) => storage.list(page),
    remove: (room) => storage.remove(room),
    check: () => storage.check(),
    close: () => storage.close(),
  };
}

function toCommit({ room, update, origin }: NewEntry, sequence: number): DocumentCommit {
  return { documentId: room, sequence, update, origin };
}
