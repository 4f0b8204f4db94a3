import type { Rights } from '../../../relay/protocol/rights.ts';
import type { ReadOnlyReason } from '../../../shared/contract/membership.ts';

/** What this laptop may do in the workspace's documents, as far as it was told. */
export interface DocumentRights {
  /** Why a document can't be changed here; null when it can. */
  readOnly(documentId: string): ReadOnlyReason | null;
  /** The relay has said it. */
  note(documentId: string, rights: Rights): void;
}

/** A workspace of no partnership: everything may be changed. */
export const allRights: DocumentRights = { readOnly: () => null, note: () => undefined };
