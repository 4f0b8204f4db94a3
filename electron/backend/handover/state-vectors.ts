import { decodeStateVector, type StateVector } from '../../../relay/protocol/state-vector.ts';

export type { StateVector };

/** A state vector that the manifest's schema has accepted. */
export function stateVectorOf(base64: string): StateVector {
  const decoded = decodeStateVector(Buffer.from(base64, 'base64'));
  if (!decoded.ok) throw new TypeError('a checked state vector cannot be read');
  return decoded.value;
}

/** Whether a holder of `known` has everything that `needed` speaks of. */
export function coversVector(known: StateVector, needed: StateVector): boolean {
  for (const [client, clock] of needed) if ((known.get(client) ?? 0) < clock) return false;
  return true;
}

/** How many operations of `known` a holder of `other` lacks. */
export function operationsBeyond(known: StateVector, other: StateVector): number {
  let count = 0;
  for (const [client, clock] of known) count += Math.max(0, clock - (other.get(client) ?? 0));
  return count;
}
