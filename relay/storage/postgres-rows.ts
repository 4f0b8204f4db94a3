import { crc32 } from 'node:zlib';
import type { DamagedRow, NewEntry, RoomNews, StoredEntry, StoredRoom } from './room-storage.ts';

/** One row of `roomSql`. Big integers come as text. */
export interface RoomRow {
  readonly kind: 'room' | 'snapshot' | 'entry' | 'quarantine';
  readonly sequence: string;
  readonly origin: string | null;
  readonly bytes: Buffer | null;
  readonly checksum: string;
}

/** One row of `newsSql`. */
export interface NewsRow {
  readonly kind: 'room' | 'snapshot' | 'entry';
  readonly name: string;
  readonly sequence: string;
  readonly bytes: Buffer | null;
  readonly checksum: string;
}

/** A row whose bytes do not fit its checksum, with what is needed to find it again. */
export interface DamagedStoredRow extends DamagedRow {
  readonly origin: string | null;
  readonly checksum: string;
}

export interface ReadRoom extends StoredRoom {
  readonly id: string;
  readonly damaged: readonly DamagedStoredRow[];
}

/** The parameters of `appendSql`: all updates in one piece of bytes, because as an array they would go as text. */
export function appendParameters(entries: readonly NewEntry[]): unknown[] {
  const starts: number[] = [];
  let next = 1;
  for (const { update } of entries) {
    starts.push(next);
    next += update.length;
  }
  return [
    entries.map((entry) => entry.room),
    entries.map((entry) => entry.origin),
    Buffer.concat(entries.map((entry) => entry.update)),
    starts,
    entries.map((entry) => entry.update.length),
    entries.map((entry) => crc32(entry.update)),
  ];
}

export function readRoom(name: string, rows: readonly RoomRow[]): ReadRoom | undefined {
  const head = rows.find((row) => row.kind === 'room');
  if (!head) return undefined;
  const damaged: DamagedStoredRow[] = [];
  const tail: StoredEntry[] = [];
  const origins = new Map<string, number>();
  let snapshot: Uint8Array | null = null;
  for (const row of rows) {
    if (row.kind === 'snapshot' || row.kind === 'quarantine') raiseAll(origins, readOrigins(row.origin));
    if (row.kind === 'entry' && row.origin !== null) raiseAll(origins, [[row.origin, Number(row.sequence)]]);
    if (row.kind !== 'snapshot' && row.kind !== 'entry') continue;
    const update = soundBytes(row);
    if (!update) damaged.push(damagedRow(name, row.kind, row));
    else if (row.kind === 'snapshot') snapshot = update;
    else tail.push({ sequence: Number(row.sequence), origin: row.origin, update });
  }
  tail.sort((left, right) => left.sequence - right.sequence);
  const lastSequence = Number(head.checksum);
  return { id: head.sequence, snapshot, tail, lastSequence, lastSequenceByOrigin: origins, damaged };
}

/** News per room, each with its updates in order. */
export function readNews(rows: readonly NewsRow[]): RoomNews[] {
  const updates = new Map<string, { sequence: number; update: Uint8Array }[]>();
  for (const row of rows) {
    const update = row.kind === 'room' ? undefined : soundBytes(row);
    if (!update) continue;
    const list = updates.get(row.name);
    const item = { sequence: Number(row.sequence), update };
    if (list) list.push(item);
    else updates.set(row.name, [item]);
  }
  return rows
    .filter((row) => row.kind === 'room')
    .map(({ name, sequence }) => ({
      room: name,
      lastSequence: Number(sequence),
      updates: (updates.get(name) ?? [])
        .toSorted((left, right) => left.sequence - right.sequence)
        .map(({ update }) => update),
    }));
}

/** @returns undefined when the bytes are not those that were stored under this sequence. */
function soundBytes(row: {
  bytes: Buffer | null;
  sequence: string;
  checksum: string;
}): Uint8Array | undefined {
  const { bytes } = row;
  if (!bytes || checksumOf(bytes, Number(row.sequence)) !== Number(row.checksum)) return undefined;
  // Without Buffer's own `slice`, which Yjs would take for a copy.
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export const checksumOf = (bytes: Uint8Array, sequence: number): number =>
  (crc32(bytes) ^ (sequence % 2 ** 32)) >>> 0;

const damagedRow = (room: string, kind: 'entry' | 'snapshot', row: RoomRow): DamagedStoredRow => ({
  room,
  kind,
  sequence: Number(row.sequence),
  bytes: row.bytes?.length ?? 0,
  origin: row.origin,
  checksum: row.checksum,
});

function raiseAll(origins: Map<string, number>, more: Iterable<readonly [string, number]>): void {
  for (const [origin, sequence] of more) origins.set(origin, Math.max(sequence, origins.get(origin) ?? 0));
}

export const writeOrigins = (origins: Iterable<readonly [string, number]>): string =>
  JSON.stringify([...origins]);

export const readOrigins = (text: string | null): [string, number][] =>
  text === null ? [] : (JSON.parse(text) as [string, number][]);
