import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { ChangeEvent } from '../../shared/contract/events.ts';
import { type Channel, channelPair } from '../../shared/kernel/channel.ts';
import type { DocumentSession } from '../../renderer/api/documents/document-session.ts';
import { openDocument } from '../../renderer/api/documents/document-session.ts';
import { createWorkspaceFile, openWorkspaceFile } from '../../electron/backend/db/workspace-file.ts';
import { createRecordService, type RecordService } from '../../electron/backend/services/record-service.ts';
import {
  createWorkspaceContext,
  type WorkspaceContext,
} from '../../electron/backend/services/workspace-context.ts';
import {
  createDocumentHub,
  type DocumentHub,
  type DocumentHubOptions,
} from '../../electron/backend/documents/document-hub.ts';
import { openDeviceKey } from '../../electron/backend/identity/device-key.ts';
import { createSnapshotRepository } from '../../electron/backend/repositories/snapshot-repository.ts';
import { createAssessmentService } from '../../electron/backend/services/assessment-service.ts';
import type { CommonsMirror } from '../../electron/backend/documents/commons-mirror.ts';
import { createSnapshotMirror } from '../../electron/backend/snapshots/snapshot-mirror.ts';
import {
  createSnapshotService,
  type SnapshotService,
} from '../../electron/backend/snapshots/snapshot-service.ts';
import { createFrameworkRegistry } from '../../shared/framework/registry.ts';
import { createPlanService, type PlanService } from '../../electron/backend/documents/plan-service.ts';

/** One laptop in a test: a workspace file, a hub on it, and what was announced to its windows. */
export interface TestLaptop {
  readonly path: string;
  readonly database: Database;
  readonly context: WorkspaceContext;
  readonly records: RecordService;
  readonly hub: DocumentHub;
  readonly events: ChangeEvent[];
  readonly bugs: unknown[];
  /** The plans of the workspace; from the first use on they are kept in step with the commons. */
  readonly plans: PlanService;
  /** Frozen assessments; from the first use on they are kept in step with the commons. */
  readonly snapshots: SnapshotService & { settled(): Promise<void> };
  /** Makes the index row of a plan, so that windows may open it. */
  addPlan(id: string, title?: string): void;
  window(): TestWindow;
  close(): Promise<void>;
}

/** A window whose channel can break and come back. */
export interface TestWindow {
  open(documentId: string): DocumentSession;
  /** The backend went away; what was on its way is lost. */
  breakChannel(): void;
  connect(hub: DocumentHub): void;
  close(): void;
}

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'workbench-documents-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export type LaptopOptions = Partial<DocumentHubOptions> & { path: string; fresh?: boolean };

export function startLaptop(options: LaptopOptions): TestLaptop {
  const { path, fresh = true } = options;
  const database = fresh ? createWorkspaceFile(path) : openWorkspaceFile(path, () => undefined);
  return laptopOn(database, options);
}

/** A laptop on a database that is open already. */
export function laptopOn(database: Database, options: LaptopOptions): TestLaptop {
  const events: ChangeEvent[] = [];
  const bugs: unknown[] = [];
  const reportBug = (error: unknown) => {
    bugs.push(error);
    return 'bug';
  };
  let plans: PlanService | undefined;
  let snapshots: { service: SnapshotService; mirror: CommonsMirror } | undefined;
  const context = createWorkspaceContext({
    id: 'workspace',
    database,
    deviceId: `device-${randomUUID()}`,
    wallClock: Date.now,
    actor: () => 'Tester',
    announce: (event) => events.push(event),
  });
  const announce = (event: ChangeEvent) => {
    context.announce(event);
    if (event.type === 'records') plans?.recordsChanged(event.kinds);
  };
  const records = createRecordService({ ...context, announce });
  const hub = createDocumentHub({
    relay: null,
    reportBug,
    ...options,
    context,
  });
  const windows = new Set<TestWindow>();
  return {
    path: options.path,
    database,
    context,
    records,
    hub,
    events,
    bugs,
    get plans() {
      plans ??= createPlanService({ context, records, hub, newId: randomUUID, reportBug });
      return plans;
    },
    get snapshots() {
      snapshots ??= snapshotsOf({ context, records, hub, reportBug }, options.path);
      const { service, mirror } = snapshots;
      return { ...service, settled: () => mirror.settled() };
    },
    addPlan(id, title = 'Plan') {
      records.apply({
        opId: randomUUID(),
        session: randomUUID(),
        scope: 'workspace',
        changes: [{ kind: 'planDocument', id, parentId: null, patch: { title } }],
      });
      hub.documentsChanged();
    },
    window() {
      const window = createWindow();
      window.connect(hub);
      windows.add(window);
      return window;
    },
    async close() {
      for (const window of windows) window.close();
      await plans?.close();
      await snapshots?.mirror.close();
      await hub.close();
      database.close();
    },
  };
}

function snapshotsOf(
  laptop: Pick<TestLaptop, 'context' | 'records' | 'hub'> & { reportBug: (error: unknown) => string },
  path: string,
): { service: SnapshotService; mirror: CommonsMirror } {
  const { context, records, hub, reportBug } = laptop;
  const repository = createSnapshotRepository(context.database);
  const frameworks = createFrameworkRegistry();
  const mirror = createSnapshotMirror({ context, repository, hub, wallClock: Date.now, reportBug });
  const service = createSnapshotService({
    context,
    repository,
    records,
    frameworks,
    assessments: createAssessmentService(context, records, frameworks),
    deviceKey: () => openDeviceKey(dirname(path)),
    appVersion: '0.1.0',
    wallClock: Date.now,
    randomBytes,
    changed: () => mirror.changed(),
  });
  return { service, mirror };
}

function createWindow(): TestWindow {
  const listeners = new Set<(channel: Channel) => void>();
  const sessions = new Set<DocumentSession>();
  let current: Channel | undefined;
  let generation = 0;
  const connection = {
    onChannel(listener: (channel: Channel) => void) {
      listeners.add(listener);
      if (current) listener(current);
      return () => listeners.delete(listener);
    },
  };
  return {
    open(documentId) {
      const session = openDocument(connection, documentId);
      sessions.add(session);
      return session;
    },
    breakChannel() {
      generation += 1;
      current?.close();
      current = undefined;
    },
    connect(hub) {
      const own = ++generation;
      const [here, there] = channelPair((task) => queueMicrotask(() => own === generation && task()));
      current = here;
      hub.attach(there);
      for (const listener of listeners) listener(here);
    },
    close() {
      for (const session of sessions) session.close();
      current?.close();
    },
  };
}
