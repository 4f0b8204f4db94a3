import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError, type AppErrorCode } from '../../../shared/kernel/errors.ts';
import { createEntityRepository } from '../repositories/entity-repository.ts';
import { temporaryFolder } from '../services/workspace.test-support.ts';
import { type Migration, newestVersion, schemaVersion } from './migration.ts';
import { migrations } from './migrations/index.ts';
import {
  createWorkspaceFile,
  openWorkspaceFile,
  readWorkspaceFile,
  refuseWhenInUse,
} from './workspace-file.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
const opened: Database[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'workspace.sqlite');
});
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
  folder.dispose();
});

const keep = (database: Database) => {
  opened.push(database);
  return database;
};
const open = (path = file, steps?: readonly Migration[]) =>
  keep(openWorkspaceFile(path, () => undefined, steps));

/** A closed workspace file with some thousand rows in it. */
function filledFile(path = file): void {
  const database = createWorkspaceFile(path);
  fill(database, 3000);
  database.close();
}

function fill(database: Database, rows: number): void {
  const entities = createEntityRepository(database);
  database.transaction(() => {
    for (let index = 0; index < rows; index += 1) {
      entities.put({
        kind: 'partner',
        id: `p${index}`,
        parentId: null,
        fields: { legalName: `Organisation ${index}` },
        revision: 1,
        createdAt: '00000000000a0000-device',
        createdBy: '',
        modifiedAt: '00000000000a0000-device',
        modifiedBy: '',
        deleted: false,
      });
    }
  })();
}

/** Everything in the folder, except the memory map and the empty log that SQLite makes for readers. */
function bytesInFolder(): [string, string][] {
  return readdirSync(folder.path)
    .map((name): [string, string] => [name, readFileSync(join(folder.path, name)).toString('base64')])
    .filter(([name, content]) => !name.endsWith('-shm') && !(name.endsWith('-wal') && content === ''));
}

function codeOf(action: () => unknown): AppErrorCode | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe('a new file', () => {
  test('is ours, at the newest schema, durable and strict', () => {
    const database = keep(createWorkspaceFile(file));
    const pragma = (name: string) => database.pragma(name, { simple: true });
    expect(pragma('application_id')).toBe(0x43505357);
    expect(schemaVersion(database)).toBe(newestVersion(migrations));
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')]).toEqual(['wal', 2, 1]);
    expect(() =>
      database
        .prepare("INSERT INTO assessment_summary (assessment_id, summary) VALUES ('a', 'no json')")
        .run(),
    ).toThrow('CHECK constraint');
  });

  test('is never made over an existing one', () => {
    writeFileSync(file, 'something of mine');
    expect(codeOf(() => createWorkspaceFile(file))).toBe('alreadyExists');
    expect(readFileSync(file, 'utf8')).toBe('something of mine');
  });

  test('leaves nothing behind where it cannot be made', () => {
    expect(codeOf(() => createWorkspaceFile(join(folder.path, 'no-folder', 'x.sqlite')))).toBe(
      'folderNotWritable',
    );
  });
});

describe('a file that must not be opened stays as it is, byte for byte', () => {
  const damages: [string, AppErrorCode, () => void][] = [
    ['with no bytes', 'workspaceDamaged', () => truncateSync(file, 0)],
    ['cut off within its header', 'workspaceDamaged', () => truncateSync(file, 60)],
    ['cut off in the middle', 'workspaceDamaged', () => truncateSync(file, 4096 * 20 + 100)],
    ['cut off at the end of a page', 'workspaceDamaged', () => truncateSync(file, 4096 * 20)],
    ['full of something else', 'workspaceDamaged', () => writeFileSync(file, 'PK\u0003\u0004'.repeat(9000))],
    ['overwritten in the middle', 'workspaceDamaged', () => overwrite(4096 * 12, 4096 * 6)],
    [
      'of another program',
      'workspaceDamaged',
      () => inFile((database) => database.pragma('application_id = 7')),
    ],
    ['of a newer app', 'workspaceTooNew', () => inFile((database) => database.pragma('user_version = 9999'))],
  ];
  test.each(damages)('%s: %s', (_title, code, damage) => {
    filledFile();
    damage();
    const before = bytesInFolder();
    expect(codeOf(() => open())).toBe(code);
    expect(bytesInFolder()).toEqual(before);
  });

  test('damaged, with the log of a killed process that is not played into it', () => {
    const other = join(folder.path, 'other.sqlite');
    filledFile();
    const running = keep(openWorkspaceFile(file, () => undefined));
    running.prepare("UPDATE entity SET fields = '{}'").run();
    for (const suffix of ['', '-wal']) writeFileSync(other + suffix, readFileSync(file + suffix));
    const bytes = readFileSync(other);
    bytes.fill(0x5a, 4096 * 3, 4096 * 9);
    writeFileSync(other, bytes);
    const log = readFileSync(`${other}-wal`);
    expect(log.length).toBeGreaterThan(4096);
    codeOf(() => readWorkspaceFile(other, schemaVersion));
    expect(readFileSync(other).equals(bytes)).toBe(true);
    expect(readFileSync(`${other}-wal`).equals(log)).toBe(true);
  });

  test('missing', () => {
    expect(codeOf(() => open())).toBe('notFound');
    expect(existsSync(file)).toBe(false);
  });

  test('a folder', () => {
    expect(codeOf(() => open(folder.path))).toBe('fileNotReadable');
  });
});

describe('one process owns the file', () => {
  test('a second one is told so', () => {
    filledFile();
    const database = open();
    expect(codeOf(() => openWorkspaceFile(file, () => undefined))).toBe('workspaceInUse');
    expect(codeOf(() => refuseWhenInUse(file))).toBe('workspaceInUse');
    database.prepare("UPDATE entity SET parent_id = 'still writable'").run();
    database.close();
    expect(codeOf(() => refuseWhenInUse(file))).toBeUndefined();
    expect(open().prepare('SELECT DISTINCT parent_id FROM entity').pluck().get()).toBe('still writable');
  });

  test('a damaged or missing file is in nobody’s use', () => {
    expect(codeOf(() => refuseWhenInUse(file))).toBeUndefined();
    writeFileSync(file, 'no database at all');
    expect(codeOf(() => refuseWhenInUse(file))).toBeUndefined();
  });
});

describe('migrations', () => {
  const oneMore: Migration = {
    version: newestVersion(migrations) + 1,
    name: 'made up for this test',
    sql: 'ALTER TABLE entity ADD COLUMN note TEXT;',
    convert: (database) => {
      database.prepare("UPDATE entity SET note = upper(fields ->> 'legalName') WHERE kind = 'partner'").run();
    },
  };
  const steps = [...migrations, oneMore];

  test('are numbered from 1 without a gap', () => {
    expect(migrations.map((migration) => migration.version)).toEqual(
      migrations.map((_step, index) => index + 1),
    );
  });

  test('lead to the schema that is on record', async () => {
    const database = keep(createWorkspaceFile(file));
    const schema = database
      .prepare<[], string>(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'search_index_%' ORDER BY type, name",
      )
      .pluck()
      .all();
    await expect(`${schema.join(';\n\n')};\n`).toMatchFileSnapshot('golden/schema.sql');
  });

  test('bring an older file with rows forward, after a copy was made', () => {
    filledFile();
    const copies: Buffer[] = [];
    const database = keep(openWorkspaceFile(file, (path) => copies.push(readFileSync(path)), steps));
    expect(schemaVersion(database)).toBe(oneMore.version);
    expect(database.prepare("SELECT note FROM entity WHERE id = 'p7'").pluck().get()).toBe('ORGANISATION 7');
    expect(database.prepare('SELECT count(*) FROM entity WHERE note IS NULL').pluck().get()).toBe(0);
    expect(copies).toHaveLength(1);
    expect(copies[0]?.readUInt32BE(60)).toBe(newestVersion(migrations));
  });

  test('run once', () => {
    filledFile();
    open(file, steps).close();
    const copies: string[] = [];
    keep(openWorkspaceFile(file, (path) => copies.push(path), steps));
    expect(copies).toEqual([]);
  });

  test('that fail leave the file at the version before, with all of its rows', () => {
    filledFile();
    const failing: Migration = {
      ...oneMore,
      convert: (database) => {
        database.prepare('DELETE FROM entity').run();
        throw new AppError('unexpected', { id: 'a fault in a step' });
      },
    };
    expect(codeOf(() => open(file, [...migrations, failing]))).toBe('unexpected');
    const database = open();
    expect(schemaVersion(database)).toBe(newestVersion(migrations));
    expect(createEntityRepository(database).count('partner')).toBe(3000);
  });

  test('do not start when the copy cannot be made', () => {
    filledFile();
    const before = readFileSync(file);
    const noCopy = () => {
      throw new AppError('diskFull');
    };
    expect(codeOf(() => openWorkspaceFile(file, noCopy, steps))).toBe('diskFull');
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

test('a file without a free page tells so and takes nothing half', () => {
  filledFile();
  const database = open();
  const pages = Number(database.pragma('page_count', { simple: true }));
  database.pragma(`max_page_count = ${pages + 4}`);
  expect(() => fill2(database)).toThrow('database or disk is full');
  expect(createEntityRepository(database).count('region')).toBe(0);

  function fill2(target: Database) {
    target.transaction(() => {
      for (let index = 0; index < 5000; index += 1) {
        target
          .prepare("INSERT INTO entity VALUES ('region', ?, NULL, '{}', 1, '', '', '', '', 0)")
          .run(`r${index}`);
      }
    })();
  }
});

test('finding the assessments that use an evidence item reads an index, not every link', () => {
  filledFile();
  const plan = open()
    .prepare<[string], { detail: string }>(
      "EXPLAIN QUERY PLAN SELECT parent_id FROM entity WHERE kind = 'evidenceLink' AND deleted = 0 AND fields ->> 'evidenceId' = ?",
    )
    .all('e1');
  expect(plan.map((row) => row.detail).join()).toContain('entity_evidence');
});

function overwrite(from: number, length: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, from, from + length);
  writeFileSync(file, bytes);
}

function inFile(change: (database: Database) => void): void {
  const database = new Sqlite(file);
  change(database);
  database.close();
}
