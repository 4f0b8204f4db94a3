import type { DatabaseError } from './storage/open-postgres-store.ts';
import type { RelayStoreError } from './storage/open-relay-store.ts';

/** What happened to the data folder and what to do, in words. */
export function storeMessage({ code, message }: RelayStoreError): string {
  const advice = {
    notWritable: 'Check the folder and its permissions.',
    inUse: 'End that one first, or use another folder.',
    damaged: 'Restore the folder from a backup; keep a copy of the damaged files.',
    tooNew: 'Start the newer version, or use another folder.',
    foreign: 'Use another folder.',
    full: 'Make room on the disk.',
    missing: 'Check the folder, or make a workspace or a start code first.',
  }[code];
  return `The data folder cannot be used: ${message}. Nothing was changed. ${advice}`;
}

/** What is wrong with the shared database and what to do, in words. */
export function databaseMessage({ code, message }: DatabaseError): string {
  const advice = {
    address: 'Check --database or RELAY_DATABASE_URL.',
    unreachable: 'Check host and port in --database, and that PostgreSQL runs.',
    refused: 'Check user, password and name of the database in --database.',
    unsafe: 'Set fsync and synchronous_commit to on, and make the database with encoding UTF8.',
    tooNew: 'Start the newer version of the relay.',
    failed: 'The log of PostgreSQL says more.',
  }[code];
  return `The database cannot be used: ${message}. ${advice}`;
}
