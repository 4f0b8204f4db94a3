import type { DocumentSync, SyncStatus } from '../../../shared/contract/plans.ts';

/** Whether the laptop can be closed, as a key of the sync catalog (`safe.verdict.<key>`). */
export interface CloseVerdict {
  key: 'server' | 'room' | 'hosted' | 'here' | 'waiting' | 'refused' | 'unknown';
  count: number;
}

/** Never says more than every document allows, the list of plans included. */
export function closeVerdict(status: SyncStatus | undefined): CloseVerdict {
  if (!status?.commons) return { key: 'unknown', count: 0 };
  const all = [...status.documents, status.commons];
  if (all.some(({ state, room }) => state === 'refused' || room.state === 'refused')) {
    return { key: 'refused', count: 0 };
  }
  if (status.relay !== 'none' && all.every(isOnServer)) return { key: 'server', count: 0 };
  if (status.room.role === 'guest' && all.every(isInRoom)) return { key: 'room', count: 0 };
  if (status.room.role === 'host') return { key: 'hosted', count: 0 };
  const counts = [
    ...(status.relay === 'none' ? [] : [status.unconfirmedChanges]),
    ...(status.room.role === 'guest' ? [status.room.unconfirmedChanges] : []),
  ];
  // Confirmed at one of the two is confirmed elsewhere.
  const count = counts.length === 0 ? 0 : Math.min(...counts);
  return count > 0 ? { key: 'waiting', count } : { key: 'here', count: 0 };
}

const isOnServer = ({ state, unconfirmedChanges }: DocumentSync): boolean =>
  state === 'confirmed' && unconfirmedChanges === 0;

const isInRoom = ({ room }: DocumentSync): boolean =>
  room.state === 'confirmed' && room.unconfirmedChanges === 0;
