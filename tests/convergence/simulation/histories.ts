import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { migrate } from '../../../electron/backend/db/migration.ts';
import { migrations } from '../../../electron/backend/db/migrations/index.ts';
import { createWorkspaceFile, openWorkspaceFile } from '../../../electron/backend/db/workspace-file.ts';
import { temporaryFolder } from '../laptops.test-support.ts';
import { runSimulation, type SimulationReport } from './run-simulation.ts';

/** A seed that is asked for by name is run alone. */
export const askedSeed = process.env['SEED'];
/** Runs per test, so that a report names a small range. */
const batchSize = 40;

function databaseInMemory(): Database {
  const database = new Sqlite(':memory:');
  migrate(database, migrations);
  return database;
}

export const inMemory = (seed: number) =>
  runSimulation({ seed, openDatabase: databaseInMemory, filesSurvive: false });

export async function onFiles(seed: number): Promise<SimulationReport> {
  const folder = temporaryFolder();
  const made = new Set<number>();
  const openDatabase = (laptop: number) => {
    const path = join(folder.path, `${laptop}.sqlite`);
    if (made.has(laptop)) return openWorkspaceFile(path, () => undefined);
    made.add(laptop);
    return createWorkspaceFile(path);
  };
  try {
    return await runSimulation({ seed, openDatabase, filesSurvive: true });
  } finally {
    folder.remove();
  }
}

export async function runAll(seeds: readonly number[], run: (seed: number) => Promise<SimulationReport>) {
  const reports: SimulationReport[] = [];
  for (const seed of seeds) {
    try {
      reports.push(await run(seed));
    } catch (error) {
      throw new Error(`seed ${seed} failed: SEED=${seed} repeats it`, { cause: error });
    }
  }
  return reports;
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

export interface Histories {
  firstSeed: number;
  runsInMemory: number;
  runsOnFiles: number;
}

/** Tests over a range of seeds, and one that sees that they reach what they are meant to reach. */
export function testHistories({ firstSeed, runsInMemory, runsOnFiles }: Histories): void {
  describe.runIf(askedSeed === undefined)('random histories of two to six laptops and a relay', () => {
    const all: SimulationReport[] = [];
    let startedAt = 0;
    beforeAll(() => {
      startedAt = performance.now();
    });

    for (let first = 0; first < runsInMemory; first += batchSize) {
      const seeds = range(firstSeed + first, Math.min(batchSize, runsInMemory - first));
      test(`in memory: seeds ${seeds[0]} to ${seeds.at(-1)}`, async () => {
        const reports = await runAll(seeds, inMemory);
        all.push(...reports);
        expect(reports).toHaveLength(seeds.length);
      });
    }

    test(`on files: seeds ${firstSeed} to ${firstSeed + runsOnFiles - 1}`, async () => {
      const reports = await runAll(range(firstSeed, runsOnFiles), onFiles);
      all.push(...reports);
      expect(reports).toHaveLength(runsOnFiles);
    });

    test('the histories had everything in them that they are meant to have', () => {
      const sum = (field: keyof SimulationReport) => all.reduce((total, report) => total + report[field], 0);
      expect(new Set(all.map(({ laptops }) => laptops))).toEqual(new Set([2, 3, 4, 5, 6]));
      for (const field of [
        'savedEdits',
        'lostUnsavedEdits',
        'laptopCrashes',
        'relayCrashes',
        'partitions',
      ] as const) {
        expect({ field, often: sum(field) > all.length / 4 }).toEqual({ field, often: true });
      }
      expect(sum('savedEdits')).toBeGreaterThan(sum('lostUnsavedEdits') * 5);
    });

    afterAll(() => {
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      const edits = all.reduce((total, report) => total + report.edits, 0);
      process.stdout.write(`${all.length} histories from seed ${firstSeed}, ${edits} edits, ${seconds} s\n`);
    });
  });
}
