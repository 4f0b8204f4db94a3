import { z } from 'zod';
import { entityKinds, type EntityKind } from '../domain/model/kinds.ts';
import { entityId, opId, procedure, trusted } from './base.ts';

export const kind = z.enum(entityKinds);

/** A stored record: the fields of its kind and what the store knows of it. */
export interface RecordRow<Fields = Record<string, unknown>> {
  kind: EntityKind;
  id: string;
  parentId: string | null;
  fields: Fields;
  revision: number;
  createdAt: number;
  createdBy: string;
  modifiedAt: number;
  modifiedBy: string;
  deleted: boolean;
}

/** One record's part of a command. A record that does not exist yet is created by its first patch. */
export const recordChange = z.object({
  kind,
  id: entityId,
  parentId: entityId.nullable(),
  patch: z.record(z.string().max(100), z.unknown()).optional(),
  deleted: z.boolean().optional(),
});
export type RecordChange = z.infer<typeof recordChange>;

/** A command: one or more changes that are stored, undone and redone as one. */
export const command = z.object({
  opId,
  /** The window's session: undo goes over the commands of one session. */
  session: z.string().uuid(),
  /** What undo is bound to: an assessment id, or 'workspace'. */
  scope: entityId,
  changes: z.array(recordChange).min(1).max(500),
});
export type Command = z.infer<typeof command>;

export interface CommandResult {
  revisions: { kind: EntityKind; id: string; revision: number }[];
  /** False when nothing differed from what was stored, or the command had been done before. */
  changed: boolean;
}

export interface UndoState {
  canUndo: boolean;
  canRedo: boolean;
}

/** One change of one field, newest first; quick successive edits by one session are one entry. */
export interface HistoryEntry {
  kind: EntityKind;
  id: string;
  field: string;
  before: unknown;
  after: unknown;
  at: number;
  by: string;
  ownDevice: boolean;
  undo: boolean;
}

const undoTarget = z.object({ session: z.string().uuid(), scope: entityId });

export const records = {
  apply: procedure.input(command).output(trusted<CommandResult>()),
  undo: procedure.input(undoTarget.extend({ opId })).output(trusted<CommandResult>()),
  redo: procedure.input(undoTarget.extend({ opId })).output(trusted<CommandResult>()),
  undoState: procedure.input(undoTarget).output(trusted<UndoState>()),
  list: procedure
    .input(z.object({ kind, parentId: entityId.optional(), withDeleted: z.boolean().default(false) }))
    .output(trusted<RecordRow[]>()),
  get: procedure.input(z.object({ kind, id: entityId })).output(trusted<RecordRow | null>()),
  history: procedure
    .input(
      z.object({
        kind: kind.optional(),
        /** A record's id, or with `within` any record below this parent. */
        id: entityId,
        within: z.boolean().default(false),
        field: z.string().max(100).optional(),
        limit: z.number().int().min(1).max(500).default(100),
      }),
    )
    .output(trusted<HistoryEntry[]>()),
};
