import { z } from 'zod';
import { commonsPlanTypes } from '../../../shared/documents/commons.ts';
import { planIdOf } from '../../../shared/documents/companions.ts';
import { isDocumentId } from '../../../shared/documents/document-frame.ts';
import { sharedCodePattern } from '../../../shared/contract/plans.ts';
import { decodeStateVector } from '../../../relay/protocol/state-vector.ts';
import { commonsDocumentId } from '../documents/document-hub.ts';
import { handoverLimits } from './handover-limits.ts';

export const bundleFormat = 'cp-handover/1';
export const receiptFormat = 'cp-receipt/1';

/** One line without control characters: it is shown to people who decide by it. */
const line = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text.replace(/[\u200c\u200d]/g, '')));
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const fileId = z.uuid();
const moment = z.iso.datetime();

/** HB-9: ids become names of documents. None is a path, and none is the list of the partnership itself. */
const planId = z.string().refine((id) => isDocumentId(id) && !id.includes('.') && id !== commonsDocumentId);
const documentId = z.string().refine((id) => isDocumentId(id) && planId.safeParse(planIdOf(id)).success);

/** A Yjs state vector as base64. */
const stateVector = z
  .base64()
  .max(4_000_000)
  .refine((text) => decodeStateVector(Buffer.from(text, 'base64')).ok);

const size = { bytes: z.int().min(0).max(handoverLimits.contentBytes), sha256: hash };

/** HB-10: what of a document is in the file. With a base it is only what a holder of the base lacks. */
const documentPart = z.strictObject({
  kind: z.literal('document'),
  id: documentId,
  base: stateVector.nullable(),
  stateVector,
  ...size,
});
export type DocumentPart = z.infer<typeof documentPart>;

/** HB-22: a shared snapshot; its name is the hash of its bytes. */
const snapshotPart = z
  .strictObject({ kind: z.literal('snapshot'), id: hash, ...size })
  .refine(({ id, sha256 }) => id === sha256);

const plan = z.strictObject({
  id: planId,
  title: line(200).min(1),
  type: z.enum(commonsPlanTypes),
  templateVersion: line(20),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)
    .max(35),
});
export type ManifestPlan = z.infer<typeof plan>;

const who = z.strictObject({ organisation: line(300), displayName: line(80) });
export type Person = z.infer<typeof who>;

const workspace = z.strictObject({ id: z.string().regex(sharedCodePattern), name: line(200).min(1) });

/** HB-8: what a bundle says of itself. */
export const bundleManifest = z
  .strictObject({
    format: z.literal(bundleFormat),
    id: fileId,
    createdAt: moment,
    appVersion: line(40),
    workspace,
    sender: who,
    plans: z.array(plan).max(handoverLimits.plans),
    parts: z
      .array(z.union([documentPart, snapshotPart]))
      .min(1)
      .max(handoverLimits.parts),
  })
  .refine(({ plans, parts }) => {
    const planIds = new Set(plans.map(({ id }) => id));
    const partIds = new Set(parts.map(({ id }) => id));
    const eachOnce = planIds.size === plans.length && partIds.size === parts.length;
    return (
      eachOnce &&
      parts.every(({ kind, id }) => kind === 'snapshot' || planIds.has(planIdOf(id))) &&
      plans.every(({ id }) => partIds.has(id))
    );
  });
export type BundleManifest = z.infer<typeof bundleManifest>;

/** HB-20: what became of a bundle. It has no parts: nothing of the content goes back. */
export const receiptManifest = z.strictObject({
  format: z.literal(receiptFormat),
  id: fileId,
  createdAt: moment,
  appVersion: line(40),
  workspace: workspace.pick({ id: true }),
  receiver: who,
  bundle: z.strictObject({ id: fileId, sha256: hash }),
  plans: z
    .array(z.strictObject({ id: planId, outcome: z.enum(['taken', 'declined']) }))
    .max(handoverLimits.plans),
  /** By their hash. */
  snapshots: z
    .array(z.strictObject({ id: hash, outcome: z.enum(['taken', 'declined']) }))
    .max(handoverLimits.parts),
  /** How far each document that was taken is at the receiver. */
  documents: z.array(z.strictObject({ id: documentId, stateVector })).max(handoverLimits.parts),
  parts: z.array(z.never()).max(0),
});
export type ReceiptManifest = z.infer<typeof receiptManifest>;
