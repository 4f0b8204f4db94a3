import type { NewEntry, RoomStorage } from '../../../relay/storage/room-storage.ts';
import { StorageError } from '../../../relay/storage/room-storage.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { ProcessTime } from './virtual-time.ts';

export interface DiskTrouble {
  /** Chance that an append fails as on a full disk. */
  fullChance: () => number;
}

/**
 * A store that takes its time, like a disk: a crash can come before a commit, between the commit and its
 * confirmation, or after both. After a crash nothing more is written.
 */
export function slowStorage(
  storage: RoomStorage,
  process: ProcessTime,
  random: SeededRandom,
  trouble: DiskTrouble,
): RoomStorage {
  const pause = () => new Promise<void>((resolve) => void process.after(random.below(6), resolve));
  return {
    async load(room) {
      await pause();
      return storage.load(room);
    },
    async append(entries: readonly NewEntry[]) {
      await pause();
      if (random.chance(trouble.fullChance())) throw new StorageError('full', 'simulated full disk');
      const sequences = await storage.append(entries);
      await pause();
      return sequences;
    },
    async compact(room, snapshot, throughSequence) {
      await pause();
      await storage.compact(room, snapshot, throughSequence);
    },
    list: (page) => storage.list(page),
    remove: (room) => storage.remove(room),
    check: () => storage.check(),
    close: async () => undefined,
  };
}
