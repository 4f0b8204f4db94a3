import { closeCodes } from '../../../relay/protocol/close-codes.ts';
import type { SocketEnding } from './relay-socket.ts';

const byCode = new Map<number, string>(Object.entries(closeCodes).map(([name, { code }]) => [code, name]));

/** Why there is no connection, as a key of the sync catalog (`reason.<key>`). */
export function endingReason(ending: SocketEnding): string {
  return ending.failure ?? byCode.get(ending.code) ?? 'unreachable';
}
