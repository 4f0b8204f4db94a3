import type { Rights } from '../../../relay/protocol/rights.ts';
import type { MemberRole, ReadOnlyReason } from '../../../shared/contract/membership.ts';
import { isComments } from '../../../shared/documents/companions.ts';
import type { DocumentRights } from '../membership/document-rights.ts';

/**
 * Why documents can't be changed on this laptop. Whoever answers now decides: the relay while it does, else
 * the host of the room; with neither, what the relay said last.
 */
export interface ReadOnlyReasons {
  readOnly(documentId: string): ReadOnlyReason | null;
  /** The host of the room has said what may be done in a document. */
  noteRoom(documentId: string, said: Rights): void;
  /** The own role in the room that this laptop is a guest of; null: in none any more. */
  setRoomRole(role: MemberRole | null): void;
}

export interface ReadOnlyReasonsOptions {
  rights: DocumentRights;
  /** Whether the relay has said, on a connection that is open, what may be done in a document. */
  relayAnswers: (documentId: string) => boolean;
}

/** They hold whatever a host says: it may know less than this laptop, and could not bring the changes on. */
const lasting: ReadonlySet<ReadOnlyReason> = new Set(['locked', 'full', 'removed']);

export function createReadOnlyReasons({ rights, relayAnswers }: ReadOnlyReasonsOptions): ReadOnlyReasons {
  const said = new Map<string, Rights>();
  let roomRole: MemberRole | null = null;
  const inRoom = (documentId: string, role: MemberRole): ReadOnlyReason | null => {
    const known = said.get(documentId);
    return known ? reasonInRoom(known) : reasonOfRole(role, documentId);
  };
  return {
    readOnly(documentId) {
      const own = rights.readOnly(documentId);
      if (roomRole === null || relayAnswers(documentId) || (own && lasting.has(own))) return own;
      const reason = inRoom(documentId, roomRole);
      // The same role as at the relay: said in the words that the person knows.
      return reason === 'roomReader' && own === 'reader' ? own : reason;
    },
    noteRoom: (documentId, next) => void said.set(documentId, next),
    setRoomRole(role) {
      if (role === null) said.clear();
      roomRole = role;
    },
  };
}

function reasonInRoom({ mayWrite, reason }: Rights): ReadOnlyReason | null {
  if (mayWrite) return null;
  if (reason === 'locked') return 'locked';
  if (reason === 'document-full') return 'full';
  if (reason === 'host-read-only') return 'roomHost';
  return reason === 'comment-only' ? 'roomCommenter' : 'roomReader';
}

function reasonOfRole(role: MemberRole, documentId: string): ReadOnlyReason | null {
  if (role === 'reader') return 'roomReader';
  return role === 'commenter' && !isComments(documentId) ? 'roomCommenter' : null;
}
