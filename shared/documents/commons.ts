import type * as Y from 'yjs';
import { isDocumentId } from './document-frame.ts';
import { planTextLimits, shortText } from './plan-document.ts';

/**
 * The commons is one document per partnership that every laptop keeps in step: it lists the plans, so
 * that a plan made on one laptop appears on all. One entry of a map per field of a plan
 * (`<plan id>/<field>`): two laptops that list the same plan while apart write the same entries, and
 * changes of different fields both stay.
 */
export interface CommonsPlan {
  readonly id: string;
  readonly title: string;
  readonly type: CommonsPlanType;
  readonly templateVersion: string;
  /** BCP 47 tag. */
  readonly language: string;
  readonly removed: boolean;
}

export const commonsPlanTypes = ['jsp', 'sp', 'sei', 'other'] as const;
export type CommonsPlanType = (typeof commonsPlanTypes)[number];

type Field = Exclude<keyof CommonsPlan, 'id'>;
const fields: readonly Field[] = ['title', 'type', 'templateVersion', 'language', 'removed'];
/** More plans than a partnership has; bounds what a broken peer can make a laptop create. */
const maxPlans = 500;

/** Every plan that is listed; malformed entries are left out. */
export function readCommonsPlans(doc: Y.Doc): CommonsPlan[] {
  const ids = new Set<string>();
  for (const key of plansMap(doc).keys()) {
    const id = key.slice(0, Math.max(0, key.lastIndexOf('/')));
    if (isDocumentId(id) && ids.size < maxPlans) ids.add(id);
  }
  return [...ids].toSorted().flatMap((id) => readPlan(doc, id) ?? []);
}

/** Writes what differs from what is listed. */
export function writeCommonsPlan(doc: Y.Doc, plan: CommonsPlan): void {
  const map = plansMap(doc);
  for (const field of fields) {
    const key = `${plan.id}/${field}`;
    if (map.get(key) !== plan[field]) map.set(key, plan[field]);
  }
}

export function sameCommonsPlan(left: CommonsPlan, right: CommonsPlan): boolean {
  return left.id === right.id && fields.every((field) => left[field] === right[field]);
}

/**
 * Brings two copies of an entry together that agreed on `base` last: a field that only one side has
 * changed since is that side's; where both have, `shared` wins, which is what all other laptops see.
 */
export function mergeCommonsPlan(
  own: CommonsPlan,
  shared: CommonsPlan,
  base: CommonsPlan | null,
): CommonsPlan {
  const pick = <Key extends Field>(field: Key): CommonsPlan[Key] =>
    base && shared[field] === base[field] ? own[field] : shared[field];
  return {
    id: shared.id,
    title: pick('title'),
    type: pick('type'),
    templateVersion: pick('templateVersion'),
    language: pick('language'),
    removed: pick('removed'),
  };
}

function readPlan(doc: Y.Doc, id: string): CommonsPlan | null {
  const map = plansMap(doc);
  const language = shortText(map.get(`${id}/language`), 35);
  const title = shortText(map.get(`${id}/title`), planTextLimits.titleCharacters)?.slice(0, 200);
  if (!title || language === null || !/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(language)) return null;
  return {
    id,
    title,
    type: commonsPlanTypes.find((type) => type === map.get(`${id}/type`)) ?? 'other',
    templateVersion: shortText(map.get(`${id}/templateVersion`), 20) ?? '',
    language,
    removed: map.get(`${id}/removed`) === true,
  };
}

function plansMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('plans');
}
