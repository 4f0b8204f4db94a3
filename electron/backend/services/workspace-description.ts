import type { Database } from 'better-sqlite3';

/** What a workspace file says of itself. */
export interface WorkspaceDescription {
  name: string;
  demo: boolean;
}

export function describeWorkspace(database: Database, description: WorkspaceDescription): void {
  const put = database.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)');
  put.run('name', description.name);
  put.run('demo', description.demo ? '1' : '0');
}

export function readDescription(database: Database): WorkspaceDescription {
  const get = database.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck();
  return { name: get.get('name') ?? '', demo: get.get('demo') === '1' };
}
