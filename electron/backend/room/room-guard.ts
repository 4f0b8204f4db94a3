import type { Access } from '../../../relay/access/access.ts';
import { closeCodes } from '../../../relay/protocol/close-codes.ts';
import type { AttemptLimiter } from './attempt-limiter.ts';
import { deviceHeader, readDeviceProof } from './room-device.ts';
import type { RoomRights } from './room-rights.ts';
import { isProof, readAuthorization, type RoomKey, type SecretKind } from './room-proof.ts';

export type GuestCheck =
  | { readonly admitted: true; readonly key: RoomKey; readonly nonce: string }
  | { readonly admitted: false; readonly problem: 'wrongCode' | 'tooManyAttempts' };

/** Decides who knows the secret of the room. */
export interface RoomGuard {
  check(authorization: string | undefined): GuestCheck;
}

/** @param keyOf undefined while that key is not made yet: nobody can know its secret then. */
export function createRoomGuard(
  keyOf: (kind: SecretKind) => RoomKey | undefined,
  limiter: AttemptLimiter,
): RoomGuard {
  return {
    check(authorization) {
      const given = readAuthorization(authorization);
      if (!given) return { admitted: false, problem: 'wrongCode' };
      const key = keyOf(given.kind);
      if (!key) return { admitted: false, problem: 'wrongCode' };
      // Only what can be typed can be guessed; whoever is in already carries the long secret.
      const isGuessable = given.kind === 'typed';
      if (isGuessable && !limiter.mayTry()) return { admitted: false, problem: 'tooManyAttempts' };
      if (isProof(given.proof, key, 'guest', given.nonce)) return { admitted: true, key, nonce: given.nonce };
      if (isGuessable) limiter.wasWrong();
      return { admitted: false, problem: 'wrongCode' };
    },
  };
}

export interface RoomAccessOptions {
  guard: RoomGuard;
  /** Whether the open workspace shares this document. */
  isShared: (documentId: string) => boolean;
  rights: Pick<RoomRights, 'grant'>;
  /** The document of a room's name, see `documentOf`. */
  documentOf: (requested: string) => string | undefined;
  wait: (milliseconds: number) => Promise<void>;
}

/** A guest's new plan becomes known through the list of plans, a moment before or after its own document comes. */
const looks = 20;
const lookEveryMs = 100;

/** Lets guests with the long secret into the documents of the open workspace, and into nothing else. */
export function roomAccess(options: RoomAccessOptions): Access {
  const { guard, isShared, rights, wait } = options;
  return {
    async authorise({ headers }, requested) {
      const check = guard.check(headers.authorization);
      // A web page can open sockets to the local network, but no page speaks for a room.
      const isGuest = check.admitted && check.key.kind === 'carried' && headers.origin === undefined;
      const device = check.admitted && readDeviceProof(headers[deviceHeader], check.key, check.nonce);
      if (!isGuest || !device || device === 'wrong')
        return { allowed: false, close: closeCodes.notAuthorised };
      const documentId = options.documentOf(requested);
      if (documentId === undefined) return { allowed: false, close: closeCodes.badRoomName };
      for (let look = 0; look < looks; look += 1) {
        if (isShared(documentId)) {
          const grant = rights.grant(device.deviceKeyId, documentId);
          return grant ?? { allowed: false, close: closeCodes.forbidden };
        }
        await wait(lookEveryMs);
      }
      return { allowed: false, close: closeCodes.roomUnavailable };
    },
  };
}

/** `<shared id>/<document id>` of this partnership; anything else is no document of the room. */
export function documentOf(sharedId: string, requested: string): string | undefined {
  const [workspace, documentId, ...rest] = requested.split('/');
  return workspace === sharedId && rest.length === 0 ? documentId : undefined;
}
