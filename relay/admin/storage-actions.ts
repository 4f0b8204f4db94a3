import { openPostgresStore } from '../storage/open-postgres-store.ts';
import { backUpFolder, checkFolder, isSound } from '../storage/relay-backup.ts';
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
  return reportOf(await checkFolder(data!), []);
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
  const sound = isSound(found);
  const summary = `${rooms} documents, ${entries} entries, ${quarantined} damaged earlier and put aside.`;
  const report = {
    json: { sound, ...found },
    lines: sound
      ? [...lines, summary]
      : [
          summary,
          ...problems,
          ...damaged.map(({ room, kind, sequence }) => `damaged: ${kind} ${sequence} of ${room}`),
        ],
  };
  if (!sound) throw new DamageFoundError(report);
  return report;
}
