import type { Pool } from 'pg';
import type { AccessStore } from '../access/access-store.ts';
import { PostgresAccessStore } from '../access/postgres-access-store.ts';
import { makeRelayIdentity } from '../access/relay-identity.ts';
import type { Scheduler } from '../rooms/scheduler.ts';
import { openPostgresStore } from '../storage/open-postgres-store.ts';

export interface OpenAccessStore {
  readonly access: AccessStore;
  close(): Promise<void>;
}

/** The members and rights of a database that relays share. Throws `DatabaseError`. */
export async function openSharedAccess(url: string, scheduler: Scheduler): Promise<OpenAccessStore> {
  const store = await openPostgresStore({ url, maxConnections: 2 });
  const access = accessOn(store.pool, scheduler);
  return {
    access,
    async close() {
      await access.close();
      await store.close();
    },
  };
}

export function accessOn(pool: Pool, scheduler: Scheduler): AccessStore {
  return new PostgresAccessStore(pool, {
    scheduler,
    wallClock: Date.now,
    makeIdentity: makeRelayIdentity,
  });
}
