import type { Database } from 'better-sqlite3';

/** What a workspace file says of itself. */
export interface WorkspaceDescription {
  name: string;
  demo: boolean;
}

/** Stored with the first records: a file without it was left behind by a creation that did not finish. */
export function describeWorkspace(database: Database, id: string, description: WorkspaceDescription): void {
  const put = database.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)');
  put.run('id', id);
  put.run('name', description.name);
  put.run('demo', description.demo ? '1' : '0');
}

/** A description as it is read back, with what was added since. */
export interface StoredDescription extends WorkspaceDescription {
  id: string;
  sharedId: string | null;
}

export function readDescription(database: Database): StoredDescription | undefined {
  const get = database.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck();
  const name = get.get('name');
  if (name === undefined) return undefined;
  return {
    id: get.get('id') ?? '',
    name,
    demo: get.get('demo') === '1',
    sharedId: get.get('sharedId') ?? null,
  };
}
