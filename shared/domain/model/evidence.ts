import { z } from 'zod';
import {
  calendarDate,
  line,
  localized,
  nutsVersions,
  reference,
  sharedFields,
  slots,
  year,
} from './parts.ts';

/** A source. It can be used by several assessments; `evidenceLink` says where. */
export const evidenceItemFields = z.object({
  ...sharedFields,
  /** Key of a framework evidence kind; '' when nobody chose one yet. */
  kind: line(60),
  title: line(500),
  publisher: line(),
  /** Year that the evidence speaks of, else the year of publication. */
  year,
  url: line(2000),
  /** SHA-256 (hex) of an attached file. */
  fileHash: line(64),
  fileName: line(),
  page: line(60),
  territory: line(5),
  territoryVersion: z.enum(nutsVersions).default('2021'),
  licence: line(),
  /** What the source says, in the writer's own words. */
  quote: localized(),
  accessDate: calendarDate,
  /** Organisation that entered it. */
  partnerId: reference,
});

/** Evidence that supports one slot of one criterion entry. Belongs to an assessment; its id is `evidenceLinkId`. */
export const evidenceLinkFields = z.object({
  evidenceId: reference,
  entryId: reference,
  slot: z.enum(slots).default('present'),
  page: line(60),
});
