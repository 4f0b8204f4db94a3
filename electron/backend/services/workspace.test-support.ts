import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangeEvent } from '../../../shared/contract/events.ts';
import type { RecordChange } from '../../../shared/contract/records.ts';
import { criterionEntryId } from '../../../shared/domain/model/ids.ts';
import { createWorkspaceFile, openWorkspaceFile } from '../db/workspace-file.ts';
import { createRecordService, type RecordService } from './record-service.ts';
import { createWorkspaceContext, type WorkspaceContext } from './workspace-context.ts';

/** A temporary folder that is removed by `dispose`. */
export function temporaryFolder(): { path: string; dispose(): void } {
  const path = mkdtempSync(join(tmpdir(), 'workbench-'));
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}

/** A clock that stands still until it is moved. */
export function testClock(start = Date.UTC(2014, 5, 30, 9)) {
  let time = start;
  const now = () => time;
  return Object.assign(now, {
    advance(milliseconds: number) {
      time += milliseconds;
    },
    set(milliseconds: number) {
      time = milliseconds;
    },
  });
}

export interface TestWorkspace {
  context: WorkspaceContext;
  records: RecordService;
  clock: ReturnType<typeof testClock>;
  events: ChangeEvent[];
  file: string;
  /** Closes the file and opens it again, as after a restart. */
  reopen(): void;
  /** A command of one session; returns its operation id. */
  change(changes: RecordChange | RecordChange[], session?: string, scope?: string): string;
  dispose(): void;
}

export const windowSession = '11111111-1111-4111-8111-111111111111';
export const otherSession = '22222222-2222-4222-8222-222222222222';

/** A workspace in a real file. */
export function testWorkspace(): TestWorkspace {
  const folder = temporaryFolder();
  const file = join(folder.path, 'workspace.sqlite');
  mkdirSync(folder.path, { recursive: true });
  const clock = testClock();
  const events: ChangeEvent[] = [];
  const wire = (open: () => ReturnType<typeof createWorkspaceFile>) => {
    const context = createWorkspaceContext({
      id: 'test-workspace',
      database: open(),
      deviceId: 'test-device',
      wallClock: clock,
      actor: () => 'Assessor 1',
      announce: (event) => events.push(event),
    });
    return { context, records: createRecordService(context) };
  };
  const workspace: TestWorkspace = {
    ...wire(() => createWorkspaceFile(file)),
    clock,
    events,
    file,
    reopen() {
      workspace.context.database.close();
      Object.assign(
        workspace,
        wire(() => openWorkspaceFile(file, () => undefined)),
      );
    },
    change(changes, session = windowSession, scope = 'a1') {
      const opId = randomUUID();
      workspace.records.apply({ opId, session, scope, changes: [changes].flat() });
      return opId;
    },
    dispose() {
      workspace.context.database.close();
      folder.dispose();
    },
  };
  return workspace;
}

export const newOpId = (): string => randomUUID();

/** The change that makes a partner, region or assessment of that id, or changes it. */
export function assessmentChange(id = 'a1', patch: Record<string, unknown> = {}): RecordChange {
  const fields = { title: 'Assessment', frameworkVersion: '1.0.0', ...patch };
  return { kind: 'assessment', id, parentId: null, patch: fields };
}

export function entryChange(
  patch: Record<string, unknown>,
  criterionId = '4.1',
  assessmentId = 'a1',
): RecordChange {
  const id = criterionEntryId(assessmentId, criterionId);
  return { kind: 'criterionEntry', id, parentId: assessmentId, patch: { criterionId, ...patch } };
}
