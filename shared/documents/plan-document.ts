import type * as Y from 'yjs';
import { AppError } from '../kernel/errors.ts';

/**
 * A plan document is one Y.Doc: a map `meta`, a map `chapters` (see chapters.ts) and one XML fragment
 * per chapter, bound to one editor. Whatever comes out of it may have been written by a newer version,
 * a damaged file or a hostile peer: readers here never throw on content and never pass it on unchecked.
 */
export const planSchemaVersion = 1;

export const planTextLimits = { titleCharacters: 300 } as const;

export interface PlanMeta {
  readonly schemaVersion: number;
  /** Names one life of the document; a document rebuilt from scratch gets another. Empty when unknown. */
  readonly generation: string;
  readonly templateKey: string | null;
  readonly templateVersion: string | null;
  /** BCP 47 tag of the language that the plan is written in. */
  readonly language: string;
  readonly title: string;
}

export type DocumentCompatibility = 'current' | 'older' | 'newer';

/** The root map `meta`. */
export function planMetaMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('meta');
}

/** Name of the root fragment that holds a chapter's text. */
export function chapterFragmentName(chapterKey: string): string {
  return `chapter:${chapterKey}`;
}

/** The text of one chapter. */
export function chapterFragment(doc: Y.Doc, chapterKey: string): Y.XmlFragment {
  return doc.getXmlFragment(chapterFragmentName(chapterKey));
}

/** What the document says about itself, with safe values in place of what is missing or malformed. */
export function readPlanMeta(doc: Y.Doc): PlanMeta {
  const meta = planMetaMap(doc);
  const language = shortText(meta.get('language'), 35);
  return {
    schemaVersion: readSchemaVersion(meta) ?? 0,
    generation: shortText(meta.get('generation'), 100) ?? '',
    templateKey: shortText(meta.get('templateKey'), 40),
    templateVersion: shortText(meta.get('templateVersion'), 40),
    language: language !== null && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(language) ? language : 'en',
    title: shortText(meta.get('title'), planTextLimits.titleCharacters) ?? '',
  };
}

/**
 * Whether this version of the app may edit the document. Only `newer` must stay read-only: an editor
 * deletes what it does not know. A version that cannot be read counts as newer, except in a document
 * that is still empty (not loaded yet).
 */
export function documentCompatibility(doc: Y.Doc): DocumentCompatibility {
  const version = readSchemaVersion(planMetaMap(doc));
  if (version === null) return isEmptyDocument(doc) ? 'current' : 'newer';
  if (version > planSchemaVersion) return 'newer';
  return version < planSchemaVersion ? 'older' : 'current';
}

/** Renames the plan. Throws `invalidInput` for an empty title, `readOnly` for a newer document. */
export function setPlanTitle(doc: Y.Doc, title: string): void {
  assertPlanWritable(doc);
  const clean = shortText(title, planTextLimits.titleCharacters);
  if (clean === null) throw new AppError('invalidInput', { field: 'title' });
  planMetaMap(doc).set('title', clean);
}

/** Throws `readOnly` when the document was written by a newer version of the app. */
export function assertPlanWritable(doc: Y.Doc): void {
  if (documentCompatibility(doc) === 'newer') throw new AppError('readOnly');
}

/** A one-line text of at most `maxCharacters`, or null when the value is no text or blank. */
export function shortText(value: unknown, maxCharacters: number): string | null {
  if (typeof value !== 'string') return null;
  const line = value.replace(/\s+/gu, ' ').trim().slice(0, maxCharacters);
  return line === '' ? null : line;
}

function readSchemaVersion(meta: Y.Map<unknown>): number | null {
  const version = meta.get('schemaVersion');
  return typeof version === 'number' && Number.isSafeInteger(version) && version > 0 ? version : null;
}

function isEmptyDocument(doc: Y.Doc): boolean {
  return doc.store.clients.size === 0;
}
