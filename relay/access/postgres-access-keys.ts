import type { PoolClient } from 'pg';
import { type Actor, keepEndedMs, type SigningKey } from './access-store.ts';
import type { AccessTransaction } from './postgres-access-transaction.ts';
import { keyThumbprint } from './relay-identity.ts';

const addSql = `INSERT INTO access_signing_key(kid, public_key, private_key, made_at_ms)
  VALUES ($1, $2, $3, $4)`;

const valuesOf = ({ d, ...publicKey }: SigningKey, nowMs: number) => [
  keyThumbprint(publicKey),
  JSON.stringify(publicKey),
  d,
  nowMs,
];

/** The first key of a new relay. */
export async function addSigningKey(client: PoolClient, key: SigningKey, nowMs: number): Promise<void> {
  await client.query(addSql, valuesOf(key, nowMs));
}

/** See `AccessStore.rotateSigningKey`. */
export async function rotateSigningKey(
  change: AccessTransaction,
  key: SigningKey,
  { cutOff }: { cutOff: boolean },
  by: Actor,
): Promise<void> {
  await change.run('DELETE FROM access_signing_key WHERE retired_at_ms <= $1', change.nowMs - keepEndedMs);
  await change.run(
    'UPDATE access_signing_key SET retired_at_ms = $1, private_key = NULL WHERE retired_at_ms IS NULL',
    change.nowMs,
  );
  if (cutOff) await change.run('UPDATE access_signing_key SET cut_off = 1 WHERE retired_at_ms IS NOT NULL');
  await change.run(addSql, ...valuesOf(key, change.nowMs));
  await change.note('', by, 'signingKeyRotated', keyThumbprint(key), cutOff ? 'cut off' : '');
}
