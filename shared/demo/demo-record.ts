import type { EntityKind } from '../domain/model/kinds.ts';
import type { EntityRecord, FieldsInput } from '../domain/model/schemas.ts';
import { completeFields } from '../domain/model/validation.ts';

/** A generated record of any kind. */
export type DemoRecord = { [Kind in EntityKind]: EntityRecord<Kind> }[EntityKind];

/** A record of the demo with the fields that are not named at their empty values. */
export function demoRecord<Kind extends EntityKind>(
  kind: Kind,
  id: string,
  parentId: string | null,
  fields: FieldsInput<Kind>,
): EntityRecord<Kind> {
  return { kind, id, parentId, fields: completeFields(kind, fields) };
}
