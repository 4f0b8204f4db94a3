import { Pool, type PoolClient, types } from 'pg';
import { sqlStateOf } from './postgres-errors.ts';
import { PostgresRoomStorage } from './postgres-room-storage.ts';
import { type SchemaStep, schemaSteps } from './postgres-schema.ts';

export type DatabaseErrorCode = 'address' | 'unreachable' | 'refused' | 'unsafe' | 'tooNew' | 'failed';

/** The database cannot be used. The message never holds the address, which may carry a password. */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseError';
    this.code = code;
  }
}

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`; libpq's parameters may follow. */
  readonly url: string;
  /** Connections of this process to the database. */
  readonly maxConnections?: number;
  /** A call that takes longer is given up. */
  readonly timeoutMs?: number;
  /** A connection that nobody used broke; the next call makes a new one. */
  readonly onConnectionLost?: (error: Error) => void;
}

export interface PostgresStore {
  readonly pool: Pool;
  readonly storage: PostgresRoomStorage;
  /** Names this database for good, whatever its address. */
  readonly storeId: string;
  close(): Promise<void>;
}

/**
 * Sent with every connection. Nothing may be confirmed that the server has not on its disk; and the locks
 * of a relay whose machine is gone must not hold up the others.
 */
const sessionOptions = [
  '-c synchronous_commit=on',
  '-c tcp_keepalives_idle=10',
  '-c tcp_keepalives_interval=5',
  '-c tcp_keepalives_count=3',
  '-c idle_in_transaction_session_timeout=30000',
].join(' ');

/** Connects, brings the tables up to date, and gives the store. Throws `DatabaseError`. */
export async function openPostgresStore(options: PostgresOptions): Promise<PostgresStore> {
  const pool = openPool(options);
  try {
    const storeId = await prepare(pool);
    let ending: Promise<void> | undefined;
    const close = () => (ending ??= pool.end());
    return { pool, storage: new PostgresRoomStorage(pool, close), storeId, close };
  } catch (error) {
    await pool.end();
    throw error instanceof DatabaseError ? error : databaseErrorOf(error);
  }
}

async function prepare(pool: Pool): Promise<string> {
  const client = await pool.connect();
  try {
    await refuseUnsafe(client);
    await migrate(client, schemaSteps);
    const { rows } = await client.query<{ id: string }>('SELECT id FROM relay_store');
    return rows[0]!.id;
  } finally {
    client.release();
  }
}

function openPool({ url, maxConnections = 8, timeoutMs = 15_000, onConnectionLost }: PostgresOptions): Pool {
  const pool = new Pool({
    connectionString: withSessionOptions(url),
    max: maxConnections,
    connectionTimeoutMillis: Math.min(timeoutMs, 5_000),
    query_timeout: timeoutMs,
    keepAlive: true,
    application_name: 'relay',
    types: { getTypeParser: numbersForBigIntegers },
  });
  // A connection that breaks would end the process, idle or in a transaction, where nobody listens. Who
  // uses it at that moment is told by its query.
  pool.on('error', (error) => onConnectionLost?.(error));
  pool.on('connect', (client) => client.on('error', toldByItsQuery));
  return pool;
}

const toldByItsQuery = (): void => undefined;

const bigIntegerType = 20;

/** All of ours are below 2^53. */
const numbersForBigIntegers: typeof types.getTypeParser = (type: number, format?: 'text' | 'binary') =>
  type === bigIntegerType ? Number : types.getTypeParser(type, format);

function withSessionOptions(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new DatabaseError(
      'address',
      'the address of a database is postgres://user:password@host:port/name',
    );
  }
  const own = url.searchParams.get('options');
  url.searchParams.set('options', own ? `${sessionOptions} ${own}` : sessionOptions);
  return url.href;
}

async function refuseUnsafe(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ fsync: string; commit: string; encoding: string }>(
    `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
       current_setting('server_encoding') AS encoding`,
  );
  const [row] = rows;
  if (row!.fsync !== 'on' || row!.commit === 'off')
    throw new DatabaseError(
      'unsafe',
      'the database does not wait for its disk (fsync or synchronous_commit)',
    );
  if (row!.encoding !== 'UTF8') throw new DatabaseError('unsafe', 'the database is not in UTF-8');
}

/** Any fixed number: only relays that migrate the same database wait for each other. */
const migrationLock = 4_341_595_350;

/** All missing steps in one transaction; several relays that start together do it one after the other. */
export async function migrate(client: PoolClient, steps: readonly SchemaStep[]): Promise<void> {
  const newest = steps.at(-1)!.version;
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    await client.query(
      'CREATE TABLE IF NOT EXISTS relay_schema (version int PRIMARY KEY, oldest_program int NOT NULL)',
    );
    const { rows } = await client.query<{ version: number; oldest_program: number }>(
      'SELECT version, oldest_program FROM relay_schema ORDER BY version DESC LIMIT 1',
    );
    const version = rows[0]?.version ?? 0;
    if ((rows[0]?.oldest_program ?? 0) > newest)
      throw new DatabaseError('tooNew', 'the database was changed by a newer version of the relay');
    for (const step of steps.filter((one) => one.version > version)) {
      await client.query(step.sql);
      await client.query('INSERT INTO relay_schema VALUES ($1, $2)', [step.version, step.oldestProgram]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

const wrongLogin = /^(28|3D)/;

function databaseErrorOf(error: unknown): DatabaseError {
  const state = sqlStateOf(error);
  const reason = error instanceof Error ? error.message || String((error as { code?: string }).code) : '';
  if (state === undefined)
    return new DatabaseError('unreachable', `no database answers (${reason})`, { cause: error });
  const code = wrongLogin.test(state) ? 'refused' : 'failed';
  return new DatabaseError(code, `the database refuses (${reason})`, { cause: error });
}
