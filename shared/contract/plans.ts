import { z } from 'zod';
import { entityId, opId, procedure, shortText, trusted } from './base.ts';
import type { ReadOnlyReason } from './membership.ts';

export const planTemplateKeys = ['joint-strategic-plan', 'sustainability-plan', 'see-initiative'] as const;
export type PlanTemplateKey = (typeof planTemplateKeys)[number];

export interface PlanRow {
  id: string;
  title: string;
  templateKey: PlanTemplateKey | null;
  language: string;
  words: number;
  chapters: { total: number; agreed: number; empty: number };
  modifiedAt: number;
  /** Chapters that wait for the organisation that writes them. */
  waiting: WaitingChapter[];
  /** When others changed the plan last, if nobody here has opened it since; else null. */
  unseenSince: number | null;
  sync: DocumentSync;
}

export interface WaitingChapter {
  key: string;
  number: string;
  title: string;
  ownerPartnerId: string;
  /** Nothing is written yet. */
  empty: boolean;
  /** Suggestions to be decided. */
  suggestions: number;
}

/** Where the newest content of a document is. Never claims more than is known. The first fields are about the relay. */
export interface DocumentSync {
  documentId: string;
  title: string;
  /** local: no relay is set up or it was never reached. confirmed: the relay said that all is durable there. */
  state: 'local' | 'sending' | 'confirmed' | 'waiting' | 'refused';
  /** Changes made here that no relay has confirmed. */
  unconfirmedChanges: number;
  /** Milliseconds since 1970, by this laptop's clock; null: never. */
  lastConfirmedAt: number | null;
  /** Other people in the document now. */
  peers: number;
  /**
   * Why it can't be changed here, null when it can. With `refused`, changes were made all the same: they
   * stay on this laptop and are sent when that is allowed again.
   */
  readOnly: ReadOnlyReason | null;
  room: RoomDocumentSync;
}

/** A document in the room that laptops share without internet. */
export interface RoomDocumentSync {
  /** none: this laptop is in no room. hosted: it is the room itself. The others as for the relay. */
  state: 'none' | 'hosted' | DocumentSync['state'];
  unconfirmedChanges: number;
  /** By the room's host; kept after the room has ended. Null: never. */
  lastConfirmedAt: number | null;
}

/** This laptop and the room without internet. */
export interface RoomSync {
  role: 'none' | 'host' | 'guest';
  /** A guest's connection to the host; `none` unless a guest. */
  link: SyncStatus['relay'];
  /** A key of the sync catalog. */
  reason: string | null;
  /** Other laptops that are in the room now, as far as this one is told. */
  others: number;
  /** A guest's changes, the list of plans included, that the host has not confirmed. */
  unconfirmedChanges: number;
}

export interface SyncStatus {
  relay: 'none' | 'connecting' | 'connected' | 'offline' | 'refused';
  /** Why the relay refused, or why it can't be reached: a key of the sync catalog. */
  reason: string | null;
  /** The network lets only single requests through to the relay: changes take a little longer. */
  slow: boolean;
  documents: DocumentSync[];
  /** The list of plans, which every laptop of the partnership keeps; its title is empty. */
  commons: DocumentSync | null;
  unconfirmedChanges: number;
  room: RoomSync;
}

/** The state without an open workspace. */
export const noSync: SyncStatus = {
  relay: 'none',
  reason: null,
  slow: false,
  documents: [],
  commons: null,
  unconfirmedChanges: 0,
  room: { role: 'none', link: 'none', reason: null, others: 0, unconfirmedChanges: 0 },
};

const planId = z.object({ id: entityId });

export const plans = {
  list: procedure.output(trusted<PlanRow[]>()),
  /** Creates the plan, or opens the one that the same template and language already gave. */
  create: procedure
    .input(
      z.object({
        opId,
        templateKey: z.enum(planTemplateKeys),
        language: z.string().min(2).max(10),
        /** A further plan from the same template instead of the one that all partners share. */
        another: z.boolean().default(false),
        title: shortText,
      }),
    )
    .output(trusted<{ id: string; existed: boolean }>()),
  rename: procedure.input(planId.extend({ opId, title: shortText })).output(trusted<null>()),
  remove: procedure.input(planId.extend({ opId })).output(trusted<null>()),
  restore: procedure.input(planId.extend({ opId })).output(trusted<null>()),
};

/** The id under which the laptops of one partnership meet. */
export const sharedCodePattern = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

export const sync = {
  status: procedure.output(trusted<SyncStatus>()),
  /** Tries to reach the relay now instead of when its turn comes. */
  retry: procedure.output(trusted<null>()),
};
