import type { Database } from 'better-sqlite3';
import type { WorkspaceCondition } from '../../../shared/contract/workspaces.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { readWorkspaceFile } from '../db/workspace-file.ts';
import { readDescription } from './workspace-description.ts';

/** What a list shows of a workspace file. */
interface WorkspaceLook {
  name: string;
  demo: boolean;
  condition: WorkspaceCondition;
  /** The partnership it belongs to; null while it has never been shared. */
  sharedId: string | null;
}

/** Name and condition of a workspace that is not open, without changing its file. */
export function look(file: string): WorkspaceLook | undefined {
  try {
    return readWorkspaceFile(file, described);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { name: '', demo: false, condition: conditions[error.code] ?? 'notReadable', sharedId: null };
  }
}

/** Undefined for a file that a creation left unfinished. */
export function described(database: Database): WorkspaceLook | undefined {
  const description = readDescription(database);
  return description && { ...description, condition: 'ok' };
}

const conditions: Partial<Record<string, WorkspaceCondition>> = {
  workspaceDamaged: 'damaged',
  workspaceTooNew: 'tooNew',
  workspaceInUse: 'inUse',
};
