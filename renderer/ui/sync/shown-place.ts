import type { DocumentSync } from '../../../shared/contract/plans.ts';

export interface ShownPlace {
  /** Key of the sync catalog. */
  text: string;
  state: DocumentSync['state'];
  unconfirmedChanges: number;
  lastConfirmedAt: number | null;
}

/**
 * The place to name when there is room for one: what the relay says, unless there is none or it lacks
 * something that the room has.
 */
export function shownPlace({ room, ...relay }: DocumentSync): ShownPlace {
  const { state, unconfirmedChanges, lastConfirmedAt } = relay;
  const inRoom = room.state === 'confirmed' && room.unconfirmedChanges === 0;
  const roomSaysMore =
    state !== 'refused' && state !== 'confirmed' && (inRoom || (state === 'local' && isGuests(room.state)));
  if (!roomSaysMore || room.state === 'none' || room.state === 'hosted') {
    return { text: `state.${state}`, state, unconfirmedChanges, lastConfirmedAt };
  }
  return { ...room, state: room.state, text: `safe.roomState.${room.state}` };
}

const isGuests = (state: DocumentSync['room']['state']): boolean => state !== 'none' && state !== 'hosted';
