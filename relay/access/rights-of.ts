import type { Rights } from '../protocol/rights.ts';
import type { WorkspaceAccess } from './access-store.ts';
import type { DocumentName } from './document-name.ts';

/** What a member may do in a document; undefined when it may not even read: not a member, or removed. */
export function rightsOf(
  workspace: WorkspaceAccess,
  memberId: string,
  { documentId, isComments }: DocumentName,
): Rights | undefined {
  const member = workspace.members.get(memberId);
  if (!member || member.revokedAtMs !== null) return undefined;
  const document = workspace.documents.get(documentId);
  const role = document?.roles[memberId] ?? member.role;
  const locked = document?.locked ?? false;
  const reason = locked ? 'locked' : reasonOf(role, isComments);
  return { role, locked, mayWrite: reason === null, reason };
}

function reasonOf(role: Rights['role'], isComments: boolean): Rights['reason'] {
  if (role === 'reader') return 'read-only';
  return role === 'commenter' && !isComments ? 'comment-only' : null;
}
