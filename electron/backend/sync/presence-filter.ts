import { type AwarenessEntry, goneState } from '../../../relay/protocol/awareness.ts';
import { decodeMessage, encodeAwarenessMessage } from '../../../relay/protocol/messages.ts';

/**
 * Keeps presence from going round in circles. Rooms tell everybody of every change, also whom they heard
 * it from; sent back, a person's entry would count as ours at the relay and they could not change it.
 */
export interface PresenceFilter {
  /** What of an awareness frame of the room here goes to the relay; undefined when nothing does. */
  outgoing(frame: Uint8Array): Uint8Array | undefined;
  /** The same for a frame of the relay. */
  incoming(frame: Uint8Array): Uint8Array | undefined;
  /** People on other laptops. */
  others(): number;
}

export function createPresenceFilter(): PresenceFilter {
  const own = new Set<number>();
  /** Clients heard of from the relay, with their clock. */
  const heard = new Map<number, { clock: number; present: boolean }>();

  const isOwn = ({ client, clock, state }: AwarenessEntry): boolean => {
    if (own.has(client)) return true;
    const known = heard.get(client);
    // A window that was connected before, under the same id, goes on with a later clock.
    const cameBack = known !== undefined && state !== goneState && clock > known.clock;
    if (known && !cameBack) return false;
    heard.delete(client);
    own.add(client);
    return true;
  };
  const isOther = ({ client, clock, state }: AwarenessEntry): boolean => {
    if (own.has(client)) return false;
    heard.set(client, { clock, present: state !== goneState });
    return true;
  };
  return {
    outgoing: (frame) => filtered(frame, isOwn),
    incoming: (frame) => filtered(frame, isOther),
    others: () => [...heard.values()].filter(({ present }) => present).length,
  };
}

function filtered(frame: Uint8Array, keep: (entry: AwarenessEntry) => boolean): Uint8Array | undefined {
  const message = decodeMessage(frame);
  if (!message.ok || message.value.kind !== 'awareness') return undefined;
  const entries = message.value.entries.filter(keep);
  return entries.length > 0 ? encodeAwarenessMessage(entries) : undefined;
}
