import { workspaceIdSchema } from '../protocol/access-api.ts';

/** What a room of a relay with members stands for. */
export interface DocumentName {
  readonly workspaceId: string;
  /** The document whose rules hold: for a companion the one that it belongs to. */
  readonly documentId: string;
  readonly isComments: boolean;
}

/**
 * Reads `<workspace>/<document>` or `<workspace>/<document>.<companion>`, the companion in lower-case
 * letters. Companions follow their document, so that a lock holds for its images and comments as well.
 * Undefined for a room of no workspace.
 */
export function documentNameOf(room: string): DocumentName | undefined {
  const [, workspaceId = '', rest = ''] = /^([^/]+)\/(.+)$/.exec(room) ?? [];
  if (rest === '' || !workspaceIdSchema.safeParse(workspaceId).success) return undefined;
  const [, companion] = companionPattern.exec(rest) ?? [];
  return { workspaceId, documentId: ruledDocumentId(rest), isComments: companion === 'comments' };
}

const companionPattern = /.\.([a-z]+)$/;

/** The document whose rules hold for a document: a rule for a companion alone would never be asked for. */
export const ruledDocumentId = (id: string): string => id.replace(/(?<=.)\.[a-z]+$/, '');
