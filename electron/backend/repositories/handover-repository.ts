import type { Database } from 'better-sqlite3';
import type { LostText } from '../../../shared/documents/lost-text.ts';

/** Somebody whose file or receipt was accepted here, known by the key of their laptop. */
export interface KnownPerson {
  readonly keyId: string;
  /** `x` of the public key. */
  readonly publicKey: string;
  readonly organisation: string;
  readonly displayName: string;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** How far a document was: its state vector as base64. */
export interface DocumentVector {
  readonly id: string;
  readonly stateVector: string;
}

export interface SentFile {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly fileName: string;
  readonly bytes: number;
  /** SHA-256 of the whole file, hex. */
  readonly hash: string;
  readonly encrypted: boolean;
  /** For whom it holds only what is new; null: for anybody. */
  readonly receiver: string | null;
  readonly plans: readonly { readonly id: string; readonly title: string }[];
  readonly snapshots: readonly { readonly id: string; readonly title: string }[];
  /** `deleted`: how many operations were deleted then, to tell later whether more were. */
  readonly documents: readonly (DocumentVector & { readonly deleted: number })[];
}

export type PlanOutcome = 'taken' | 'declined';

export interface ReceivedFile {
  /** SHA-256 of the whole file, hex: nobody can make another file that is taken for this one. */
  readonly id: string;
  /** What its sender called it. */
  readonly bundleId: string;
  readonly at: number;
  readonly createdAt: number;
  readonly senderKeyId: string;
  readonly organisation: string;
  readonly displayName: string;
  readonly plans: readonly { readonly id: string; readonly title: string; readonly outcome: PlanOutcome }[];
  readonly snapshots: readonly {
    readonly id: string;
    readonly title: string;
    readonly outcome: PlanOutcome;
  }[];
  /** How far the sender was. */
  readonly documents: readonly DocumentVector[];
  readonly lost: readonly (LostText & { readonly planId: string; readonly side: 'file' | 'here' })[];
}

export interface StoredReceipt {
  readonly fileId: string;
  readonly keyId: string;
  readonly createdAt: number;
  readonly organisation: string;
  readonly displayName: string;
  readonly plans: readonly { readonly id: string; readonly outcome: PlanOutcome }[];
  readonly snapshots: readonly { readonly id: string; readonly outcome: PlanOutcome }[];
  readonly documents: readonly DocumentVector[];
}

export interface HandoverRepository {
  person(keyId: string): KnownPerson | undefined;
  people(): KnownPerson[];
  putPerson(person: KnownPerson): void;
  sent(id: string): SentFile | undefined;
  /** Newest first. */
  allSent(): SentFile[];
  putSent(file: SentFile): void;
  removeSent(id: string): void;
  received(id: string): ReceivedFile | undefined;
  allReceived(): ReceivedFile[];
  putReceived(file: ReceivedFile): void;
  receipts(fileId: string): StoredReceipt[];
  receiptsOf(keyId: string): StoredReceipt[];
  putReceipt(receipt: StoredReceipt): void;
}

interface PersonRow {
  key_id: string;
  public_key: string;
  organisation: string;
  display_name: string;
  first_at: number;
  last_at: number;
}

export function createHandoverRepository(database: Database): HandoverRepository {
  const people = database.prepare<[], PersonRow>(
    'SELECT * FROM handover_person ORDER BY last_at DESC, key_id',
  );
  const person = database.prepare<[string], PersonRow>('SELECT * FROM handover_person WHERE key_id = ?');
  const putPerson = database.prepare(`
    INSERT OR REPLACE INTO handover_person
    VALUES (@keyId, @publicKey, @organisation, @displayName, @firstAt, @lastAt)`);
  const file = database
    .prepare<[string, string], string>('SELECT details FROM handover_file WHERE direction = ? AND id = ?')
    .pluck();
  const files = database
    .prepare<[string], string>('SELECT details FROM handover_file WHERE direction = ? ORDER BY at DESC, id')
    .pluck();
  const putFile = database.prepare<[string, string, number, string]>(
    'INSERT OR REPLACE INTO handover_file VALUES (?, ?, ?, ?)',
  );
  const removeFile = database.prepare<[string, string]>(
    'DELETE FROM handover_file WHERE direction = ? AND id = ?',
  );
  const receipts = database
    .prepare<[string], string>(
      'SELECT details FROM handover_receipt WHERE file_id = ? ORDER BY created_at DESC',
    )
    .pluck();
  const receiptsOf = database
    .prepare<[string], string>(
      'SELECT details FROM handover_receipt WHERE key_id = ? ORDER BY created_at DESC',
    )
    .pluck();
  const putReceipt = database.prepare<[string, string, number, string]>(
    'INSERT OR REPLACE INTO handover_receipt VALUES (?, ?, ?, ?)',
  );
  const sentOf = (text: string) => JSON.parse(text) as SentFile;
  const receivedOf = (text: string) => JSON.parse(text) as ReceivedFile;
  const receiptOf = (text: string) => JSON.parse(text) as StoredReceipt;
  const one = <Value>(text: string | undefined, parse: (text: string) => Value) =>
    text === undefined ? undefined : parse(text);
  const put = (direction: string, value: { readonly id: string; readonly at: number }) =>
    void putFile.run(direction, value.id, value.at, JSON.stringify(value));

  return {
    person(keyId) {
      const row = person.get(keyId);
      return row && personOf(row);
    },
    people: () => people.all().map(personOf),
    putPerson: (known) => void putPerson.run({ ...known }),
    sent: (id) => one(file.get('sent', id), sentOf),
    allSent: () => files.all('sent').map(sentOf),
    putSent: (value) => put('sent', value),
    removeSent: (id) => void removeFile.run('sent', id),
    received: (id) => one(file.get('received', id), receivedOf),
    allReceived: () => files.all('received').map(receivedOf),
    putReceived: (value) => put('received', value),
    receipts: (fileId) => receipts.all(fileId).map(receiptOf),
    receiptsOf: (keyId) => receiptsOf.all(keyId).map(receiptOf),
    putReceipt: (receipt) =>
      void putReceipt.run(receipt.fileId, receipt.keyId, receipt.createdAt, JSON.stringify(receipt)),
  };
}

function personOf(row: PersonRow): KnownPerson {
  return {
    keyId: row.key_id,
    publicKey: row.public_key,
    organisation: row.organisation,
    displayName: row.display_name,
    firstAt: row.first_at,
    lastAt: row.last_at,
  };
}
