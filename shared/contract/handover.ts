import { z } from 'zod';
import type { LostText } from '../documents/lost-text.ts';
import type { ChapterChange } from '../documents/plan-comparison.ts';
import type { AppErrorCode } from '../kernel/errors.ts';
import { fileSizeLimitBytes } from '../kernel/shell.ts';
import { entityId, opId, procedure, trusted } from './base.ts';

/** Somebody's laptop, as the key says that signed a file. */
export interface HandoverPerson {
  keyId: string;
  /** Groups of digits to compare over the telephone. */
  fingerprint: string[];
  organisation: string;
  displayName: string;
}

export interface HandoverSender extends HandoverPerson {
  /**
   * own: this laptop. known: accepted here before. new: never seen here. otherKey: never seen, but other
   * laptops that named the same organisation were.
   */
  standing: 'own' | 'known' | 'new' | 'otherKey';
  /** When files of this laptop were accepted first. */
  knownSince: number | null;
}

/** Words that a merge would leave in no visible place; `side` says who wrote them. */
export interface HandoverLostText extends LostText {
  side: 'file' | 'here';
}

/** What taking in one plan would do. */
export interface HandoverPlan {
  id: string;
  title: string;
  language: string;
  standing: 'new' | 'changed' | 'unchanged' | 'refused';
  /** baseMissing: the file builds on one that was not taken in. otherLife: another document under this name. */
  refusal: 'baseMissing' | 'otherLife' | 'damaged' | null;
  /** It was removed here; taking it in brings it back. */
  removedHere: boolean;
  /** A newer version of the app wrote it: it could only be read here. */
  newerVersion: boolean;
  words: number;
  chapters: ChapterChange[];
  /** Chapters without any change. */
  sameChapters: number;
  newImages: number;
  commentsChanged: boolean;
  lost: HandoverLostText[];
}

/** A shared snapshot in a file. */
export interface HandoverSnapshot {
  hash: string;
  /** '' for one without a name. */
  title: string;
  /** An organisation, or the alias of one that shares without its name. */
  origin: string;
  /** ISO date or ''. */
  referenceDate: string;
  standing: 'new' | 'here' | 'refused';
  /** Why it cannot be taken in. */
  refusal: AppErrorCode | null;
}

interface OpenedFile {
  fileId: string;
  fileName: string;
  bytes: number;
  createdAt: number;
  sender: HandoverSender;
  workspace: {
    name: string;
    /** The one that is open, another one on this laptop, or one that is not here. */
    place: 'open' | 'here' | 'nowhere';
  };
}

export interface OpenedBundle extends OpenedFile {
  kind: 'bundle';
  /** Names the note that is kept of it once it was taken in. */
  received: string;
  encrypted: boolean;
  /** It holds only what one receiver did not have yet. */
  partial: boolean;
  /** When it was taken in here before. */
  takenAt: number | null;
  /** Empty while another workspace is open. */
  plans: HandoverPlan[];
  snapshots: HandoverSnapshot[];
}

export interface OpenedReceipt extends OpenedFile {
  kind: 'receipt';
  /** The file that it speaks of; null when that is not from the open workspace. */
  receipt: ReceiptView | null;
  /** The name of that file. */
  about: string;
}

export type Opened =
  | { kind: 'locked'; fileId: string; fileName: string; bytes: number }
  | OpenedBundle
  | OpenedReceipt;

export interface ReceiptView extends HandoverPerson {
  known: boolean;
  createdAt: number;
  taken: { id: string; title: string }[];
  declined: { id: string; title: string }[];
  snapshotsTaken: number;
  snapshotsDeclined: number;
  /** Everything that the file held of the plans that were taken is there. */
  complete: boolean;
  /** Characters and other small pieces that were written or removed here since and are not there. */
  changesSince: number;
}

export interface SentView {
  id: string;
  at: number;
  fileName: string;
  bytes: number;
  encrypted: boolean;
  plans: { id: string; title: string }[];
  snapshots: number;
  receipts: ReceiptView[];
}

export interface ReceivedView {
  id: string;
  at: number;
  createdAt: number;
  sender: HandoverPerson;
  taken: { id: string; title: string }[];
  declined: { id: string; title: string }[];
  snapshots: number;
  lost: (HandoverLostText & { planId: string })[];
}

export interface HandoverOverview {
  /** The digits of this laptop, for others to compare. */
  fingerprint: string[];
  sent: SentView[];
  received: ReceivedView[];
  /** Those for whom a file can hold only what they do not have yet. */
  receivers: (HandoverPerson & { lastAt: number })[];
  /** Shared snapshots that may go along in a file. */
  portable: Pick<HandoverSnapshot, 'hash' | 'title' | 'origin' | 'referenceDate'>[];
}

export interface HandoverResult {
  taken: { id: string; title: string; outcome: 'added' | 'changed' | 'unchanged' }[];
  declined: { id: string; title: string }[];
  /** How many shared snapshots are new here now. */
  snapshotsAdded: number;
  /** False: everything was here already. */
  changed: boolean;
  /** Name of the backup that was made before; null when nothing was changed. */
  backup: string | null;
}

export interface WrittenFile {
  fileId: string;
  fileName: string;
  bytes: number;
}

/** Files cross to a window and back in pieces, so that no message is large. */
export const handoverPieceBytes = 1024 * 1024;
const fileId = z.uuid();
const base64Piece = z.base64().max(Math.ceil(handoverPieceBytes / 3) * 4 + 4);
export const passphraseLimits = { min: 8, max: 200 } as const;
const snapshotHash = z.string().regex(/^[0-9a-f]{64}$/);
const passphrase = z.string().min(1).max(passphraseLimits.max);

export const handover = {
  overview: procedure.output(trusted<HandoverOverview>()),
  /** Writes a file of these plans; `opId` names it. */
  create: procedure
    .input(
      z.object({
        opId,
        plans: z.array(entityId).max(500),
        snapshots: z.array(snapshotHash).max(500).default([]),
        passphrase: passphrase.min(passphraseLimits.min).optional(),
        /** Key id of a receiver: only what is new to that laptop. */
        receiver: z.string().max(100).optional(),
      }),
    )
    .output(trusted<WrittenFile>()),
  /** Writes the receipt of a bundle that was taken in here. */
  writeReceipt: procedure.input(z.object({ received: snapshotHash })).output(trusted<WrittenFile>()),
  /** One piece of a file that was written; `next` is where to go on, null at the end. */
  read: procedure
    .input(z.object({ fileId, offset: z.int().min(0) }))
    .output(trusted<{ base64: string; next: number | null }>()),
  /** The written file was not saved anywhere after all. */
  forget: procedure.input(z.object({ fileId })).output(trusted<null>()),
  /** One piece of a file to open; pieces come in order. */
  receive: procedure
    .input(
      z.object({
        fileId,
        fileName: z.string().min(1).max(300),
        bytes: z.int().min(0).max(fileSizeLimitBytes),
        offset: z.int().min(0),
        base64: base64Piece,
      }),
    )
    .output(trusted<null>()),
  /** Checks a received file to its last byte and tells what it would do; changes nothing. */
  open: procedure.input(z.object({ fileId, passphrase: passphrase.optional() })).output(trusted<Opened>()),
  /** Opens the workspace that the file belongs to, making it when this laptop has none. */
  enterWorkspace: procedure.input(z.object({ fileId })).output(trusted<null>()),
  /** Takes in the plans that are named and declines the others. */
  accept: procedure
    .input(
      z.object({
        fileId,
        plans: z.array(entityId).max(500),
        snapshots: z.array(snapshotHash).max(500).default([]),
        /** The user has compared the digits of a sender who is not known here. */
        senderConfirmed: z.boolean(),
      }),
    )
    .output(trusted<HandoverResult>()),
  /** Keeps an opened receipt. */
  acceptReceipt: procedure
    .input(z.object({ fileId, senderConfirmed: z.boolean() }))
    .output(trusted<ReceiptView>()),
};
