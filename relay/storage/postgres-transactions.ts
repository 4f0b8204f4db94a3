import type { Pool, PoolClient } from 'pg';

/** `write`: sees what others commit meanwhile, statement by statement. `read`: everything as of one moment. */
export type TransactionMode = 'write' | 'read';

const begin: Readonly<Record<TransactionMode, string>> = {
  write: 'BEGIN',
  read: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
};

/** Runs `work` in one transaction; when it throws, nothing stays. */
export async function inTransaction<T>(
  pool: Pool,
  mode: TransactionMode,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let finished = false;
  try {
    await client.query(begin[mode]);
    const result = await work(client);
    await client.query('COMMIT');
    finished = true;
    return result;
  } finally {
    // Whatever state the connection is in: ending it takes the transaction back.
    client.release(!finished);
  }
}
