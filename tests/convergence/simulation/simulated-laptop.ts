import type { Database } from 'better-sqlite3';
import { createDocumentHub, type DocumentHub } from '../../../electron/backend/documents/document-hub.ts';
import { createRecordService } from '../../../electron/backend/services/record-service.ts';
import { createWorkspaceContext } from '../../../electron/backend/services/workspace-context.ts';
import { SqliteRoomStorage } from '../../../relay/storage/sqlite-room-storage.ts';
import { type RoomStorage, StorageError } from '../../../relay/storage/room-storage.ts';
import type { SimulatedNetwork } from './simulated-relay.ts';
import { createSimulatedWindow, type SimulatedWindow } from './simulated-window.ts';
import { slowStorage } from './slow-storage.ts';
import type { SeededRandom } from './seeded-random.ts';
import { smallPlan } from './small-template.ts';
import { type ProcessTime, processTime, type VirtualTime } from './virtual-time.ts';

export const planId = 'plan';
export const sharedId = 'simulation';

/** One laptop: a real hub on a real database, and windows. Its backend can crash and start again. */
export interface SimulatedLaptop {
  readonly windows: SimulatedWindow[];
  /** What is durable here; undefined while the backend is down. */
  readonly storage: RoomStorage | undefined;
  readonly hub: DocumentHub | undefined;
  start(): void;
  crash(): void;
  loseNetwork(): void;
  /** Makes the plan from its template, as its user would without knowing of others. */
  makePlan(): Promise<void>;
  openWindow(clientId: number): void;
  closeWindow(window: SimulatedWindow, how: 'close' | 'crash'): void;
  /** Ends everything for good. */
  dispose(): void;
}

export interface SimulatedLaptopOptions {
  time: VirtualTime;
  random: SeededRandom;
  network: SimulatedNetwork;
  openDatabase: () => Database;
  /** What the file keeps is reopened after a crash; a database in memory lives on. */
  reopensDatabase: boolean;
  fullChance: () => number;
  reportBug: (error: unknown) => void;
}

export function createSimulatedLaptop(options: SimulatedLaptopOptions): SimulatedLaptop {
  const { time, random, network } = options;
  const windows: SimulatedWindow[] = [];
  let database = options.openDatabase();
  let running: { process: ProcessTime; hub: DocumentHub; storage: RoomStorage } | undefined;

  const start = () => {
    const process = processTime(time);
    const context = createWorkspaceContext({
      id: 'workspace',
      database,
      deviceId: 'device',
      wallClock: () => 1_800_000_000_000 + time.now(),
      actor: () => 'Tester',
      announce: () => undefined,
    });
    listPlan(context);
    const storage = new SqliteRoomStorage(database, { prefix: 'document_' });
    database.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)').run('sharedId', sharedId);
    const hub = createDocumentHub({
      context,
      relay: { address: 'ws://relay.test' },
      connect: network.connect,
      storage: slowStorage(storage, process, random, options),
      roomLimits: { compactAfterEntries: 10, unloadDelayMs: 1_500 },
      networkAddresses: () => '',
      scheduler: process.scheduler,
      after: process.after,
      random: () => random.next(),
      wallClock: () => 1_800_000_000_000 + time.now(),
      reportBug(error) {
        if (process.isAlive() && !(error instanceof StorageError)) options.reportBug(error);
        return 'bug';
      },
    });
    running = { process, hub, storage };
    for (const window of windows) window.connect(hub);
  };
  return {
    windows,
    get storage() {
      return running?.storage;
    },
    get hub() {
      return running?.hub;
    },
    start,
    crash() {
      running?.process.kill();
      running = undefined;
      network.cut();
      for (const window of windows) window.loseBackend();
      if (!options.reopensDatabase) return;
      database.close();
      database = options.openDatabase();
    },
    loseNetwork: () => network.cut(),
    async makePlan() {
      await running?.hub.applyUpdate(planId, smallPlan(planId));
    },
    openWindow(clientId) {
      const window = createSimulatedWindow({ time, random, planId, clientId });
      windows.push(window);
      if (running) window.connect(running.hub);
    },
    closeWindow(window, how) {
      windows.splice(windows.indexOf(window), 1);
      if (how === 'crash') window.crash();
      else window.close();
    },
    dispose() {
      running?.process.kill();
      running = undefined;
      for (const window of windows) window.crash();
      database.close();
    },
  };
}

function listPlan(context: Parameters<typeof createRecordService>[0]): void {
  createRecordService(context).apply({
    opId: 'list-the-plan',
    session: 'session',
    scope: 'workspace',
    changes: [{ kind: 'planDocument', id: planId, parentId: null, patch: { title: 'Plan' } }],
  });
}
