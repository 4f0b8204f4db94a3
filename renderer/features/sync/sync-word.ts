import type { DocumentSync, SyncStatus } from '../../../shared/contract/plans.ts';
import type { ConnectionState } from '../../api/connection.ts';

export type SyncTone = 'calm' | 'good' | 'busy' | 'waiting' | 'alert';

/** The one word of the top bar: a key of the sync catalog, and how it looks. */
export interface SyncWord {
  key: 'savedHere' | 'sending' | 'onServer' | 'offline' | 'offlineDone' | 'needsYou' | 'lost';
  count: number;
  tone: SyncTone;
}

/**
 * Where all work is, as one word. It never claims more than the backend reported: "on the server" needs
 * a connection, and the relay's confirmation for every document; without a report nothing is claimed.
 */
export function syncWord(status: SyncStatus | undefined, connection: ConnectionState): SyncWord {
  if (connection !== 'connected' || !status) return { key: 'lost', count: 0, tone: 'alert' };
  const count = status.unconfirmedChanges;
  if (status.relay === 'refused' || status.documents.some((document) => document.state === 'refused')) {
    return { key: 'needsYou', count, tone: 'alert' };
  }
  switch (status.relay) {
    case 'none':
      return { key: 'savedHere', count, tone: 'calm' };
    case 'offline':
      return { key: count > 0 ? 'offline' : 'offlineDone', count, tone: 'waiting' };
    case 'connecting':
      return count > 0
        ? { key: 'offline', count, tone: 'waiting' }
        : { key: 'savedHere', count, tone: 'calm' };
    case 'connected':
      return connectedWord(status);
  }
}

function connectedWord({ documents, unconfirmedChanges: count }: SyncStatus): SyncWord {
  const isOnServer = (document: DocumentSync) =>
    document.state === 'confirmed' && document.unconfirmedChanges === 0;
  if (count > 0 || documents.some((document) => document.state === 'sending')) {
    return { key: 'sending', count, tone: 'busy' };
  }
  if (documents.length > 0 && documents.every(isOnServer)) return { key: 'onServer', count, tone: 'good' };
  return { key: 'savedHere', count, tone: 'calm' };
}
