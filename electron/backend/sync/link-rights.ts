import { decodeMessage } from '../../../relay/protocol/messages.ts';
import { refusalReasons, type Rights } from '../../../relay/protocol/rights.ts';

/** What the far end of one connection allows, as it has said so far. */
export interface LinkRights {
  /** Null until it was said: everything may be tried then. */
  current(): Rights | null;
  /** Takes a message of type 2 or 5; false for one that says nothing new. */
  said(frame: Uint8Array): boolean;
  /** Asked for each change made here; true when it must not be sent. */
  holdsBack(): boolean;
  /** Changes made here were refused or held back on this connection. */
  notTaken(): boolean;
  /** Changes were held back, and now they would be taken. */
  widened(): boolean;
}

export function createLinkRights(): LinkRights {
  let rights: Rights | null = null;
  let notTaken = false;
  return {
    current: () => rights,
    said(frame) {
      const message = decodeMessage(frame);
      if (!message.ok) return false;
      if (message.value.kind === 'rights') {
        rights = message.value.rights;
        return true;
      }
      if (message.value.kind !== 'permissionDenied') return false;
      notTaken = true;
      // A relay that does not say what is allowed, or says it later, has said it now.
      if (!rights || rights.mayWrite) rights = deniedRights(message.value.reason);
      return true;
    },
    holdsBack() {
      if (!rights || rights.mayWrite) return false;
      notTaken = true;
      return true;
    },
    notTaken: () => notTaken,
    widened: () => notTaken && rights?.mayWrite === true,
  };
}

function deniedRights(text: string): Rights {
  const reason = refusalReasons.find((known) => known === text) ?? 'read-only';
  return { role: 'reader', locked: reason === 'locked', mayWrite: false, reason };
}
