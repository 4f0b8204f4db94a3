import type { Database } from 'better-sqlite3';
import type { EntityKind } from '../../../shared/domain/model/kinds.ts';

/** A record as it is stored; times are hybrid clock stamps. */
export interface StoredEntity {
  kind: EntityKind;
  id: string;
  parentId: string | null;
  fields: Record<string, unknown>;
  revision: number;
  createdAt: string;
  createdBy: string;
  modifiedAt: string;
  modifiedBy: string;
  deleted: boolean;
}

interface Row {
  kind: EntityKind;
  id: string;
  parent_id: string | null;
  fields: string;
  revision: number;
  created_at: string;
  created_by: string;
  modified_at: string;
  modified_by: string;
  deleted: number;
}

export interface EntityRepository {
  get(kind: EntityKind, id: string): StoredEntity | undefined;
  put(entity: StoredEntity): void;
  /** Living records of a kind, oldest first; `withDeleted` also the removed ones. */
  list(kind: EntityKind, withDeleted?: boolean): StoredEntity[];
  /** Records below a parent, of one kind or of all. */
  children(parentId: string, kind?: EntityKind, withDeleted?: boolean): StoredEntity[];
  /** Assessments, removed ones too, with a living link to an evidence item. */
  assessmentsUsing(evidenceId: string): StoredEntity[];
  /** Whether a frozen assessment, removed or not, names this evidence in a link or a narrative. */
  supportsFrozen(evidenceId: string): boolean;
  count(kind: EntityKind): number;
  /** All records, removed ones too. */
  total(): number;
  all(): IterableIterator<StoredEntity>;
}

export function createEntityRepository(database: Database): EntityRepository {
  const get = database.prepare<[string, string], Row>('SELECT * FROM entity WHERE kind = ? AND id = ?');
  const put = database.prepare(`
    INSERT INTO entity (kind, id, parent_id, fields, revision, created_at, created_by, modified_at, modified_by, deleted)
    VALUES (@kind, @id, @parentId, @fields, @revision, @createdAt, @createdBy, @modifiedAt, @modifiedBy, @deleted)
    ON CONFLICT (kind, id) DO UPDATE SET parent_id = excluded.parent_id, fields = excluded.fields,
      revision = excluded.revision, modified_at = excluded.modified_at, modified_by = excluded.modified_by,
      deleted = excluded.deleted`);
  const list = database.prepare<[string, number], Row>(
    'SELECT * FROM entity WHERE kind = ? AND deleted <= ? ORDER BY created_at, id',
  );
  const children = database.prepare<[string, number], Row>(
    'SELECT * FROM entity WHERE parent_id = ? AND deleted <= ? ORDER BY kind, created_at, id',
  );
  const childrenOfKind = database.prepare<[string, string, number], Row>(
    'SELECT * FROM entity WHERE parent_id = ? AND kind = ? AND deleted <= ? ORDER BY created_at, id',
  );
  const assessmentsUsing = database.prepare<[string], Row>(`
    SELECT * FROM entity WHERE kind = 'assessment' AND id IN (
      SELECT parent_id FROM entity WHERE kind = 'evidenceLink' AND deleted = 0 AND fields ->> 'evidenceId' = ?
    ) ORDER BY created_at, id`);
  const supportsFrozen = database
    .prepare<[string, string], number>(
      `SELECT EXISTS (
        SELECT 1 FROM entity AS link JOIN entity AS user ON user.kind = 'assessment' AND user.id = link.parent_id
        WHERE link.kind = 'evidenceLink' AND link.deleted = 0 AND link.fields ->> 'evidenceId' = ?
          AND user.fields ->> 'status' = 'frozen'
      ) OR EXISTS (
        SELECT 1 FROM entity AS user
        JOIN entity AS note ON note.parent_id = user.id AND note.kind = 'themeNarrative' AND note.deleted = 0
        JOIN json_each(note.fields, '$.evidenceIds') AS named ON named.value = ?
        WHERE user.kind = 'assessment' AND user.fields ->> 'status' = 'frozen'
      )`,
    )
    .pluck();
  const count = database
    .prepare<[string], number>('SELECT count(*) FROM entity WHERE kind = ? AND deleted = 0')
    .pluck();
  const total = database.prepare<[], number>('SELECT count(*) FROM entity').pluck();
  const all = database.prepare<[], Row>('SELECT * FROM entity ORDER BY kind, id');
  return {
    get(kind, id) {
      const row = get.get(kind, id);
      return row && toEntity(row);
    },
    put(entity) {
      put.run({ ...entity, fields: JSON.stringify(entity.fields), deleted: entity.deleted ? 1 : 0 });
    },
    list: (kind, withDeleted = false) => list.all(kind, withDeleted ? 1 : 0).map(toEntity),
    children(parentId, kind, withDeleted = false) {
      const deleted = withDeleted ? 1 : 0;
      const rows = kind ? childrenOfKind.all(parentId, kind, deleted) : children.all(parentId, deleted);
      return rows.map(toEntity);
    },
    assessmentsUsing: (evidenceId) => assessmentsUsing.all(evidenceId).map(toEntity),
    supportsFrozen: (evidenceId) => supportsFrozen.get(evidenceId, evidenceId) === 1,
    count: (kind) => count.get(kind) ?? 0,
    total: () => total.get() ?? 0,
    *all() {
      for (const row of all.iterate()) yield toEntity(row);
    },
  };
}

function toEntity(row: Row): StoredEntity {
  return {
    kind: row.kind,
    id: row.id,
    parentId: row.parent_id,
    fields: JSON.parse(row.fields) as Record<string, unknown>,
    revision: row.revision,
    createdAt: row.created_at,
    createdBy: row.created_by,
    modifiedAt: row.modified_at,
    modifiedBy: row.modified_by,
    deleted: row.deleted === 1,
  };
}
