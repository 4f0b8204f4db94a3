import { z } from 'zod';
import { roleSchema } from './access-api.ts';

/**
 * Why an update was or would be refused: the reason of message type 2 (RP-26). `host-read-only` is said in
 * rooms without internet alone: the host may not change the document, so it could not bring changes on.
 */
export const refusalReasons = [
  'read-only',
  'comment-only',
  'locked',
  'document-full',
  'host-read-only',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** What a member may do in one document now (message type 5, RP-60). */
export const rightsSchema = z.object({
  /** The role in this document. */
  role: roleSchema,
  locked: z.boolean(),
  mayWrite: z.boolean(),
  /** Why not; null when it may. */
  reason: z.enum(refusalReasons).nullable(),
});
export type Rights = z.infer<typeof rightsSchema>;
