import { AppError } from '../../kernel/errors.ts';
import type { EntityKind } from './kinds.ts';
import { entitySchemas, type FieldsOf } from './schemas.ts';

export type PatchErrorCode = 'unknownField' | 'invalidValue' | 'tooLarge';

/** What is wrong with one field of a patch. */
export interface PatchError {
  readonly field: string;
  readonly code: PatchErrorCode;
  /** Where inside the field's value; empty for the value itself. */
  readonly path: readonly (string | number)[];
}

export type PatchResult =
  | { readonly ok: true; readonly patch: Record<string, unknown> }
  | { readonly ok: false; readonly errors: readonly [PatchError, ...PatchError[]] };

/** Largest value of one field, in characters of its JSON. */
export const maxFieldCharacters = 400_000;

/**
 * Checks the fields that a patch sets; fields that it leaves out stay as they are and are not filled
 * in. The result holds the checked values, with the defaults of nested objects.
 */
export function checkPatch(kind: EntityKind, patch: Readonly<Record<string, unknown>>): PatchResult {
  const shape: Readonly<Record<string, FieldSchema>> = entitySchemas[kind].shape;
  const checked: Record<string, unknown> = {};
  const errors: PatchError[] = [];
  for (const [field, value] of Object.entries(patch)) {
    const schema = Object.hasOwn(shape, field) ? shape[field] : undefined;
    if (!schema) {
      errors.push({ field, code: 'unknownField', path: [] });
      continue;
    }
    // `undefined` would silently turn into the default: a patch must say what it sets.
    const result = value === undefined ? undefined : schema.safeParse(value);
    if (!result?.success) {
      errors.push({ field, code: 'invalidValue', path: firstPath(result?.error) });
    } else if (JSON.stringify(result.data).length > maxFieldCharacters) {
      errors.push({ field, code: 'tooLarge', path: [] });
    } else {
      checked[field] = result.data;
    }
  }
  const [first, ...others] = errors;
  return first ? { ok: false, errors: [first, ...others] } : { ok: true, patch: checked };
}

/** The checked patch; throws `invalidInput` with the kind and the first wrong field. */
export function validatePatch(
  kind: EntityKind,
  patch: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const result = checkPatch(kind, patch);
  if (result.ok) return result.patch;
  const [{ field, code, path }] = result.errors;
  throw new AppError('invalidInput', { kind, field: [field.slice(0, 100), ...path].join('.'), reason: code });
}

/** The fields of a record nobody has filled in yet. */
export function initialFields<Kind extends EntityKind>(kind: Kind): FieldsOf<Kind> {
  return entitySchemas[kind].parse({}) as FieldsOf<Kind>;
}

/**
 * Stored fields with the defaults of those that the stored record does not have. Fields that this
 * version does not know stay in, so that an older app never deletes what a newer one wrote.
 */
export function completeFields<Kind extends EntityKind>(
  kind: Kind,
  stored: Readonly<Record<string, unknown>>,
): FieldsOf<Kind> {
  return Object.assign(initialFields(kind), stored);
}

interface FieldSchema {
  safeParse(value: unknown): { success: true; data: unknown } | { success: false; error: FieldIssues };
}

interface FieldIssues {
  readonly issues: readonly { readonly path: readonly PropertyKey[] }[];
}

function firstPath(error: FieldIssues | undefined): (string | number)[] {
  return (error?.issues[0]?.path ?? []).filter((part) => typeof part !== 'symbol');
}
