import { assert, jsonValue, property } from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type Json } from './canonical-json.ts';

test('keys stand in one order and nothing stands between', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'é"\n' }], a: -0, Ω: true, B: 1.5 })).toBe(
    '{"B":1.5,"a":0,"b":[1,{"c":"é\\"\\n","d":null}],"Ω":true}',
  );
});

test('means what the value means, and is the same for every order of keys', () => {
  assert(
    property(jsonValue(), (value) => {
      const text = canonicalJson(value as Json);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(reversed(JSON.parse(text) as Json))).toBe(text);
    }),
  );
});

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  const copy: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const key of Object.keys(value).toReversed()) copy[key] = reversed(value[key]!);
  return copy;
}
