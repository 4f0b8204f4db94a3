import type * as Y from 'yjs';
import { isSnapshotHash } from './snapshot-document.ts';

/**
 * A frozen assessment that is shared, as the commons lists it: one entry under its hash, written once. It
 * is not changed afterwards; whoever knows the secret behind `withdrawal` can take it back.
 */
export interface CommonsSnapshot {
  /** SHA-256 of the snapshot's bytes, 64 lower-case hex digits. */
  readonly hash: string;
  readonly byteLength: number;
  readonly visibility: SharedVisibility;
  /** Name of the organisation; of an anonymous one its alias. */
  readonly origin: string;
  readonly frameworkVersion: string;
  /** ISO date; empty when the assessment has none. */
  readonly referenceDate: string;
  /** SHA-256 of the secret that withdraws it. */
  readonly withdrawal: string;
}

/** What may stand in the commons: everybody of the partnership reads it. */
export const sharedVisibilities = ['partnershipAnonymous', 'partnershipNamed', 'public'] as const;
export type SharedVisibility = (typeof sharedVisibilities)[number];

export interface ListedSnapshot {
  readonly entry: CommonsSnapshot;
  /** The secret that somebody wrote to withdraw it: whether it is the right one has to be checked. */
  readonly withdrawnWith: string | null;
}

/** More than a partnership shares in many years; bounds what a broken peer can make a laptop keep. */
export const maxListedSnapshots = 500;
export const maxSnapshotBytes = 4 * 1024 * 1024;

const textLimits = { origin: 300, frameworkVersion: 20, referenceDate: 10 } as const;
const aliasPattern = /^[A-Z2-9]{3}-[A-Z2-9]{3}$/;

/** Every snapshot that is listed, in the order of the hashes; malformed entries are left out. */
export function readCommonsSnapshots(doc: Y.Doc): ListedSnapshot[] {
  const map = snapshotsMap(doc);
  const hashes = [...map.keys()].filter(isSnapshotHash).toSorted().slice(0, maxListedSnapshots);
  return hashes.flatMap((hash) => {
    const entry = readEntry(hash, map.get(hash));
    const secret = map.get(withdrawalKey(hash));
    return entry ? { entry, withdrawnWith: isSnapshotHash(secret) ? secret : null } : [];
  });
}

/** Lists a snapshot; what is listed already in the same words stays. */
export function writeCommonsSnapshot(doc: Y.Doc, entry: CommonsSnapshot): void {
  const { hash, ...listed } = entry;
  const present = readEntry(hash, snapshotsMap(doc).get(hash));
  if (!present || !sameCommonsSnapshot(present, entry)) snapshotsMap(doc).set(hash, listed);
}

export function writeCommonsWithdrawal(doc: Y.Doc, hash: string, secret: string): void {
  const map = snapshotsMap(doc);
  if (map.get(withdrawalKey(hash)) !== secret) map.set(withdrawalKey(hash), secret);
}

export function sameCommonsSnapshot(left: CommonsSnapshot, right: CommonsSnapshot): boolean {
  return fields.every((field) => left[field] === right[field]);
}

export function isAlias(value: string): boolean {
  return aliasPattern.test(value);
}

const fields = [
  'hash',
  'byteLength',
  'visibility',
  'origin',
  'frameworkVersion',
  'referenceDate',
  'withdrawal',
] as const satisfies readonly (keyof CommonsSnapshot)[];

/** Exactly the known members: an entry with more could carry a name that nobody is shown. */
function readEntry(hash: string, value: unknown): CommonsSnapshot | null {
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    return null;
  }
  const members = value as Readonly<Record<string, unknown>>;
  if (Object.keys(members).length !== fields.length - 1) return null;
  const text = (field: keyof typeof textLimits) => {
    const found = members[field];
    return typeof found === 'string' && found.length <= textLimits[field] ? found : null;
  };
  const { byteLength, withdrawal } = members;
  const visibility = sharedVisibilities.find((known) => known === members['visibility']);
  const [origin, frameworkVersion, referenceDate] = [
    text('origin'),
    text('frameworkVersion'),
    text('referenceDate'),
  ];
  if (!visibility || !isSnapshotHash(withdrawal) || !isSize(byteLength)) return null;
  if (!origin || !frameworkVersion || referenceDate === null) return null;
  if (!/^(\d{4}-\d{2}-\d{2})?$/.test(referenceDate) || !/^[0-9]+(\.[0-9]+)*$/.test(frameworkVersion))
    return null;
  if (visibility === 'partnershipAnonymous' && !isAlias(origin)) return null;
  return { hash, byteLength, visibility, origin, frameworkVersion, referenceDate, withdrawal };
}

function isSize(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= maxSnapshotBytes;
}

function withdrawalKey(hash: string): string {
  return `${hash}/withdrawn`;
}

function snapshotsMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('snapshots');
}
