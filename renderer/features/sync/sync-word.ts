import type { DocumentSync, SyncStatus } from '../../../shared/contract/plans.ts';
import type { ConnectionState } from '../../api/connection.ts';

export type SyncTone = 'calm' | 'good' | 'busy' | 'waiting' | 'alert';

/** The one word of the top bar: a key of the sync catalog, and how it looks. */
export interface SyncWord {
  key: 'savedHere' | 'sending' | 'inRoom' | 'onServer' | 'offline' | 'offlineDone' | 'needsYou' | 'lost';
  count: number;
  tone: SyncTone;
}

/**
 * Where all work is, as one word. It never claims more than the backend reported: "on the server" needs
 * a connection, and the relay's confirmation for every document; "in the room" the same of the room's
 * host, or a guest in the room that this laptop is; without a report nothing is claimed.
 */
export function syncWord(status: SyncStatus | undefined, connection: ConnectionState): SyncWord {
  if (connection !== 'connected' || !status) return { key: 'lost', count: 0, tone: 'alert' };
  if (isRefused(status)) return { key: 'needsYou', count: status.unconfirmedChanges, tone: 'alert' };
  if (status.relay === 'connected') return connectedWord(status);
  return roomWord(status) ?? relayWord(status);
}

const isRefused = ({ relay, room, documents }: SyncStatus): boolean =>
  relay === 'refused' ||
  room.link === 'refused' ||
  documents.some((document) => document.state === 'refused' || document.room.state === 'refused');

/** Undefined when this laptop is in no room, or the relay says more. */
function roomWord({ relay, room, documents }: SyncStatus): SyncWord | undefined {
  const count = room.unconfirmedChanges;
  if (room.role === 'host' && room.others > 0) return { key: 'inRoom', count: 0, tone: 'good' };
  if (room.role !== 'guest') return undefined;
  if (room.link === 'connected') {
    const isBusy = count > 0 || documents.some((document) => document.room.state === 'sending');
    return isBusy ? { key: 'sending', count, tone: 'busy' } : { key: 'inRoom', count, tone: 'good' };
  }
  return relay === 'none' ? waitingWord(count) : undefined;
}

function relayWord({ relay, unconfirmedChanges: count }: SyncStatus): SyncWord {
  const isWaiting = relay === 'offline' || (relay === 'connecting' && count > 0);
  return isWaiting ? waitingWord(count) : { key: 'savedHere', count, tone: 'calm' };
}

const waitingWord = (count: number): SyncWord => ({
  key: count > 0 ? 'offline' : 'offlineDone',
  count,
  tone: 'waiting',
});

function connectedWord({ documents, unconfirmedChanges: count }: SyncStatus): SyncWord {
  const isOnServer = (document: DocumentSync) =>
    document.state === 'confirmed' && document.unconfirmedChanges === 0;
  if (count > 0 || documents.some((document) => document.state === 'sending')) {
    return { key: 'sending', count, tone: 'busy' };
  }
  if (documents.length > 0 && documents.every(isOnServer)) return { key: 'onServer', count, tone: 'good' };
  return { key: 'savedHere', count, tone: 'calm' };
}
