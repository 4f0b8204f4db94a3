import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgresStore } from '../storage/open-postgres-store.ts';
import { backUpFolder } from '../storage/relay-backup.ts';
import type { IntegrityReport } from '../storage/room-storage.ts';
import type { StorePlace } from '../store-options.ts';
import type { Report } from './report.ts';

/** What a command found that is not as it should be. */
export class DamageFoundError extends Error {
  readonly report: Report;

  constructor(report: Report) {
    super('damaged rows were found');
    this.name = 'DamageFoundError';
    this.report = report;
  }
}

/** Copies a data folder's database into one checked file. */
export async function backUp(folder: string, target: string): Promise<Report> {
  const report = await backUpFolder(folder, target);
  return reportOf(report, [`The backup is in ${target}.`]);
}

/** Reads everything that is stored and compares checksums; changes nothing. */
export async function checkStore({ data, database }: StorePlace): Promise<Report> {
  if (database !== undefined) return checkDatabase(database);
  const place = mkdtempSync(join(tmpdir(), 'relay-check-'));
  try {
    // A copy is read, because reading all of it would hold up the relay that runs on the original.
    return reportOf(await backUpFolder(data!, join(place, 'copy.sqlite')), []);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function checkDatabase(url: string): Promise<Report> {
  const store = await openPostgresStore({ url, maxConnections: 2 });
  try {
    return reportOf(await store.storage.check(), []);
  } finally {
    await store.close();
  }
}

function reportOf(found: IntegrityReport, lines: readonly string[]): Report {
  const { rooms, entries, damaged, quarantined, problems } = found;
  const isSound = damaged.length + problems.length === 0;
  const summary = `${rooms} documents, ${entries} entries, ${quarantined} damaged earlier and put aside.`;
  const report = {
    json: { sound: isSound, ...found },
    lines: isSound
      ? [...lines, summary]
      : [
          summary,
          ...problems,
          ...damaged.map(({ room, kind, sequence }) => `damaged: ${kind} ${sequence} of ${room}`),
        ],
  };
  if (!isSound) throw new DamageFoundError(report);
  return report;
}
