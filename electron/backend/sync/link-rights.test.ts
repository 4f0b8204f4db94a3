import { expect, test } from 'vitest';
import { encodePermissionDenied, encodeRights, encodeUpdate } from '../../../relay/protocol/messages.ts';
import type { Rights } from '../../../relay/protocol/rights.ts';
import { createLinkRights } from './link-rights.ts';

const reader: Rights = { role: 'reader', locked: false, mayWrite: false, reason: 'read-only' };
const editor: Rights = { role: 'editor', locked: false, mayWrite: true, reason: null };

test('nothing is held back before anything was said', () => {
  const rights = createLinkRights();
  expect([rights.current(), rights.holdsBack(), rights.notTaken()]).toEqual([null, false, false]);
});

test('RP-60: changes of a reader are held back, and it is known that they were', () => {
  const rights = createLinkRights();
  expect(rights.said(encodeRights(reader))).toBe(true);
  expect(rights.notTaken()).toBe(false);
  expect(rights.holdsBack()).toBe(true);
  expect([rights.notTaken(), rights.widened()]).toEqual([true, false]);
});

test('RP-60: with wider rights what was held back can go out', () => {
  const rights = createLinkRights();
  rights.said(encodeRights(reader));
  rights.said(encodeRights(editor));
  expect(rights.widened()).toBe(false);
  rights.said(encodeRights(reader));
  rights.holdsBack();
  rights.said(encodeRights(editor));
  expect([rights.widened(), rights.holdsBack()]).toEqual([true, false]);
});

test('RP-26: a relay that only says no is understood', () => {
  const rights = createLinkRights();
  rights.said(encodePermissionDenied('locked'));
  expect(rights.current()).toEqual({ role: 'reader', locked: true, mayWrite: false, reason: 'locked' });
  expect([rights.notTaken(), rights.holdsBack()]).toEqual([true, true]);
  const other = createLinkRights();
  other.said(encodePermissionDenied('whatever'));
  expect(other.current()?.reason).toBe('read-only');
});

test('other messages say nothing about rights', () => {
  const rights = createLinkRights();
  expect(rights.said(encodeUpdate(new Uint8Array([0, 0])))).toBe(false);
  expect(rights.said(new Uint8Array([5, 9]))).toBe(false);
});
