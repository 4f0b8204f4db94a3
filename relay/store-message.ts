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
