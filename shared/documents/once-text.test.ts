import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { onceClientId, putOnce, slotAt, spanOf, wasPutOnce } from './once-text.ts';

test('WO-1 the client id follows from the name alone, and is no id that a laptop could draw', () => {
  expect(onceClientId(['s1', 0, null, null, 7, 3, 'once'])).toBe(3_501_475_858_079_260);
  const ids = Array.from({ length: 500 }, (_, index) => onceClientId(['s', index]));
  expect(new Set(ids).size).toBe(500);
  for (const id of ids) expect(Number.isSafeInteger(id) && id >= 2 ** 32).toBe(true);
});

test('WO-1 names that run together differently are different', () => {
  expect(onceClientId(['a', 'bc'])).not.toBe(onceClientId(['ab', 'c']));
  expect(onceClientId(['a', 1])).not.toBe(onceClientId(['a', '1']));
});

test('words are put once, also in one document, and stay gone when they are deleted', () => {
  const doc = new Y.Doc();
  const text = doc.get('text', Y.XmlText);
  text.insert(0, 'We meet twice.');
  const slot = slotAt(doc, Y.createID(doc.clientID, 8), 5)!;
  const client = onceClientId(['here']);
  const put = () => doc.transact((transaction) => putOnce(transaction, slot, client, 'once'));
  put();
  put();
  expect(text.toJSON()).toBe('We meet toncewice.');
  expect(spanOf(text, client)).toEqual({ from: 9, to: 13 });
  text.delete(9, 4);
  put();
  expect([text.toJSON(), wasPutOnce(doc, client)]).toEqual(['We meet twice.', true]);
});
