import { SqliteError, type Database } from 'better-sqlite3';
import type { SearchHitType } from '../../../shared/contract/search.ts';
import { foldText } from '../../../shared/kernel/text-folding.ts';

export interface SearchEntry {
  type: SearchHitType;
  id: string;
  /** The assessment or plan that it belongs to. */
  contextId: string;
  place: string | null;
  title: string;
  body: string;
}

export interface SearchRepository {
  put(entry: SearchEntry): void;
  remove(type: SearchHitType, id: string): void;
  removeContext(contextId: string): void;
  /** Best first. `text` is what the user typed: every word must be found, the last ones by their beginning. */
  find(text: string, limit: number): SearchEntry[];
  count(): number;
  all(): SearchEntry[];
  /** What is wrong with the index: its inner structure, or that it holds other entries than the list. */
  indexFault(): string | undefined;
}

export function createSearchRepository(database: Database): SearchRepository {
  const existing = database.prepare<[string, string], { rowid: number; title: string; body: string }>(
    'SELECT rowid, title, body FROM search_entry WHERE type = ? AND id = ?',
  );
  const insert = database.prepare(`
    INSERT INTO search_entry (type, id, context_id, place, title, body)
    VALUES (@type, @id, @contextId, @place, @title, @body)`);
  const update = database.prepare(`
    UPDATE search_entry SET context_id = @contextId, place = @place, title = @title, body = @body
    WHERE type = @type AND id = @id`);
  const index = database.prepare('INSERT INTO search_index (rowid, title, body) VALUES (?, ?, ?)');
  const unindex = database.prepare('DELETE FROM search_index WHERE rowid = ?');
  const remove = database.prepare('DELETE FROM search_entry WHERE rowid = ?');
  const ofContext = database
    .prepare<[string], number>('SELECT rowid FROM search_entry WHERE context_id = ?')
    .pluck();
  // The best rows are chosen by number first: sorting all finds with their texts would read every text.
  const find = database.prepare<[string, number], SearchEntry>(`
    SELECT e.type, e.id, e.context_id AS contextId, e.place, e.title, e.body
    FROM (
      SELECT rowid AS found, rank AS score FROM search_index
      WHERE search_index MATCH ? AND rank MATCH 'bm25(4.0, 1.0)' ORDER BY rank LIMIT ?
    ) JOIN search_entry e ON e.rowid = found
    ORDER BY score, found`);
  const count = database.prepare<[], number>('SELECT count(*) FROM search_entry').pluck();

  const all = database.prepare<[], SearchEntry>(
    'SELECT type, id, context_id AS contextId, place, title, body FROM search_entry ORDER BY rowid',
  );
  const checkIndex = database.prepare("INSERT INTO search_index (search_index) VALUES ('integrity-check')");
  const unmatched = database
    .prepare<[], number>(`
      SELECT count(*) FROM (SELECT rowid FROM search_entry) e
      FULL JOIN (SELECT rowid FROM search_index) i ON i.rowid = e.rowid
      WHERE e.rowid IS NULL OR i.rowid IS NULL`)
    .pluck();

  const removeRow = (rowid: number) => {
    unindex.run(rowid);
    remove.run(rowid);
  };
  return {
    put(entry) {
      const before = existing.get(entry.type, entry.id);
      if (before) {
        update.run(entry);
        if (before.title === entry.title && before.body === entry.body) return;
        unindex.run(before.rowid);
        index.run(before.rowid, foldText(entry.title), foldText(entry.body));
      } else {
        index.run(insert.run(entry).lastInsertRowid, foldText(entry.title), foldText(entry.body));
      }
    },
    remove(type, id) {
      const row = existing.get(type, id);
      if (row) removeRow(row.rowid);
    },
    removeContext(contextId) {
      for (const rowid of ofContext.all(contextId)) removeRow(rowid);
    },
    find(text, limit) {
      const query = matchExpression(text);
      return query ? find.all(query, limit) : [];
    },
    count: () => count.get() ?? 0,
    all: () => all.all(),
    indexFault() {
      try {
        checkIndex.run();
      } catch (error) {
        if (error instanceof SqliteError) return error.message;
        throw error;
      }
      const rows = unmatched.get() ?? 0;
      return rows === 0 ? undefined : `${rows} entries are not in both`;
    },
  };
}

/** Words as quoted prefixes: what a user types can't become query syntax. Undefined when no word is in it. */
export function matchExpression(text: string): string | undefined {
  const words = foldText(text).match(/[\p{L}\p{N}]+/gu);
  return words?.map((word) => `"${word}"*`).join(' ');
}
