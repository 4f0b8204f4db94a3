import type { Database } from 'better-sqlite3';
import type { EntityKind } from '../../../shared/domain/model/kinds.ts';

/** Field name to value before and value after. A value that did not exist before is null. */
export type FieldPatch = Record<string, readonly [before: unknown, after: unknown]>;

/** In a patch: whether the record was removed. Field names of records never start with '$'. */
export const deletedField = '$deleted';

export interface StoredChange {
  kind: EntityKind;
  id: string;
  parentId: string | null;
  patch: FieldPatch;
  baseRevision: number;
}

export interface StoredOperation {
  sequence: number;
  opId: string;
  stamp: string;
  device: string;
  actor: string;
  session: string;
  scope: string;
  undoes: string | null;
  redoes: string | null;
}

export interface ChangeWithOperation extends StoredChange, StoredOperation {}

export interface OperationRepository {
  append(operation: Omit<StoredOperation, 'sequence'>, changes: readonly StoredChange[]): void;
  get(opId: string): StoredOperation | undefined;
  changesOf(opId: string): StoredChange[];
  /** Newest first: what a session did within a scope. */
  ofSession(session: string, scope: string): StoredOperation[];
  /** Newest first: changes of one record, or of all records below a parent. */
  changesOfRecord(id: string, limit: number): ChangeWithOperation[];
  changesBelow(parentId: string, limit: number): ChangeWithOperation[];
  /** Oldest first: the whole log. */
  all(): IterableIterator<ChangeWithOperation>;
  lastStamp(device: string): string | undefined;
  count(): number;
  /** The last sequence number of each gap: an operation should have it and none has. */
  missingSequences(limit: number): number[];
  /** Ids of operations that changed nothing. */
  withoutChanges(limit: number): string[];
}

interface ChangeRow {
  sequence: number;
  opId: string;
  stamp: string;
  device: string;
  actor: string;
  session: string;
  scope: string;
  undoes: string | null;
  redoes: string | null;
  kind: EntityKind;
  id: string;
  parentId: string | null;
  patch: string;
  baseRevision: number;
}

const operationColumns =
  'o.sequence, o.op_id AS opId, o.stamp, o.device, o.actor, o.session, o.scope, o.undoes, o.redoes';
const changeColumns = 'c.kind, c.id, c.parent_id AS parentId, c.patch, c.base_revision AS baseRevision';
const joined = `SELECT ${operationColumns}, ${changeColumns}
  FROM operation_change c JOIN operation o ON o.sequence = c.sequence`;

export function createOperationRepository(database: Database): OperationRepository {
  const append = database.prepare(`
    INSERT INTO operation (op_id, stamp, device, actor, session, scope, undoes, redoes)
    VALUES (@opId, @stamp, @device, @actor, @session, @scope, @undoes, @redoes)`);
  const appendChange = database.prepare(`
    INSERT INTO operation_change (sequence, position, kind, id, parent_id, patch, base_revision)
    VALUES (@sequence, @position, @kind, @id, @parentId, @patch, @baseRevision)`);
  const get = database.prepare<[string], StoredOperation>(
    `SELECT ${operationColumns} FROM operation o WHERE op_id = ?`,
  );
  const changesOf = database.prepare<[string], ChangeRow>(`${joined} WHERE o.op_id = ? ORDER BY c.position`);
  const ofSession = database.prepare<[string, string], StoredOperation>(
    `SELECT ${operationColumns} FROM operation o WHERE session = ? AND scope = ? ORDER BY sequence DESC`,
  );
  const ofRecord = database.prepare<[string, number], ChangeRow>(
    `${joined} WHERE c.id = ? ORDER BY c.sequence DESC LIMIT ?`,
  );
  const below = database.prepare<[string, number], ChangeRow>(
    `${joined} WHERE c.parent_id = ? ORDER BY c.sequence DESC LIMIT ?`,
  );
  const all = database.prepare<[], ChangeRow>(`${joined} ORDER BY c.sequence, c.position`);
  const lastStamp = database
    .prepare<[string], string | null>('SELECT max(stamp) FROM operation WHERE device = ?')
    .pluck();
  const count = database.prepare<[], number>('SELECT count(*) FROM operation').pluck();
  const missingSequences = database
    .prepare<[number], number>(
      `SELECT sequence - 1 FROM operation o WHERE sequence > 1
       AND NOT EXISTS (SELECT 1 FROM operation p WHERE p.sequence = o.sequence - 1) LIMIT ?`,
    )
    .pluck();
  const withoutChanges = database
    .prepare<[number], string>(
      `SELECT op_id FROM operation o
       WHERE NOT EXISTS (SELECT 1 FROM operation_change c WHERE c.sequence = o.sequence) LIMIT ?`,
    )
    .pluck();
  return {
    append(operation, changes) {
      const sequence = append.run(operation).lastInsertRowid;
      changes.forEach((change, position) => {
        appendChange.run({ ...change, sequence, position, patch: JSON.stringify(change.patch) });
      });
    },
    get: (opId) => get.get(opId),
    changesOf: (opId) => changesOf.all(opId).map(toChange),
    ofSession: (session, scope) => ofSession.all(session, scope),
    changesOfRecord: (id, limit) => ofRecord.all(id, limit).map(toChange),
    changesBelow: (parentId, limit) => below.all(parentId, limit).map(toChange),
    *all() {
      for (const row of all.iterate()) yield toChange(row);
    },
    lastStamp: (device) => lastStamp.get(device) ?? undefined,
    count: () => count.get() ?? 0,
    missingSequences: (limit) => missingSequences.all(limit),
    withoutChanges: (limit) => withoutChanges.all(limit),
  };
}

function toChange(row: ChangeRow): ChangeWithOperation {
  return { ...row, patch: JSON.parse(row.patch) as FieldPatch };
}
