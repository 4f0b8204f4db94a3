import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { blocksToFragment } from '../../../../shared/documents/block-nodes.ts';
import { chapterFragment, planMetaMap } from '../../../../shared/documents/plan-document.ts';
import {
  addSuggestion,
  decideSuggestion,
  readSuggestions,
} from '../../../../shared/documents/suggestions.ts';
import { findWords } from '../../../../shared/documents/word-place.ts';
import { createChapterUndo } from './chapter-undo.ts';

const author = { partnerId: null, name: '' };

/** A laptop with a text of three forms and a suggestion about two of them. */
function laptop() {
  const [plan, comments] = [new Y.Doc(), new Y.Doc()];
  const manager = createChapterUndo(plan).of('vision');
  const text = () => (chapterFragment(plan, 'vision').get(0) as Y.XmlElement).get(0) as Y.XmlText;
  return {
    plan,
    comments,
    manager,
    text,
    shown: () => (text().toDelta() as { insert: string }[]).map(({ insert }) => insert).join(''),
    state: () => readSuggestions(plan, comments)[0]?.state,
    decide: (accepted: boolean) => decideSuggestion(plan, comments, { id: 's', accepted, author, at: 2 }),
    type: (index: number, letters: string) =>
      plan.transact(() => text().insert(index, letters), ySyncPluginKey),
  };
}
type Laptop = ReturnType<typeof laptop>;

function exchange(left: Laptop, right: Laptop): void {
  for (const [from, to] of [
    [left, right],
    [right, left],
  ] as const) {
    Y.applyUpdate(to.plan, Y.encodeStateAsUpdate(from.plan), 'remote');
    Y.applyUpdate(to.comments, Y.encodeStateAsUpdate(from.comments), 'remote');
  }
}

function two(): [Laptop, Laptop] {
  const [first, second] = [laptop(), laptop()];
  planMetaMap(first.plan).set('schemaVersion', 1);
  const runs = [{ text: 'We meet ' }, { text: 'very ', bold: true }, { text: 'often.' }];
  blocksToFragment([{ type: 'paragraph', text: runs }], chapterFragment(first.plan, 'vision'));
  const place = findWords(chapterFragment(first.plan, 'vision'), 'very often')!;
  const suggestion = { id: 's', chapterKey: 'vision', place, by: 'daily', reason: '', author, at: 1 };
  addSuggestion(first.plan, first.comments, suggestion);
  exchange(first, second);
  return [first, second];
}

describe('undo of accepting a suggestion', () => {
  it('brings the words back as they were, and the suggestion; redo takes them again', () => {
    const [first] = two();
    first.type(14, 'r');
    const before = first.text().toDelta() as unknown;
    first.decide(true);
    expect([first.shown(), first.state()]).toEqual(['We meet daily.', 'accepted']);
    first.manager.undo();
    expect(first.text().toDelta()).toEqual(before);
    expect(first.state()).toBe('open');
    first.manager.redo();
    expect([first.shown(), first.state()]).toEqual(['We meet daily.', 'accepted']);
    first.manager.undo();
    expect(first.text().toDelta()).toEqual(before);
    first.decide(true);
    expect([first.shown(), first.state()]).toEqual(['We meet daily.', 'accepted']);
  });

  it('is one step: what was typed right before and after it is another', () => {
    const [first] = two();
    first.type(0, 'So. ');
    first.decide(true);
    first.type(0, 'Well. ');
    first.manager.undo();
    expect(first.shown()).toBe('So. We meet daily.');
    first.manager.undo();
    expect(first.shown()).toBe('So. We meet very often.');
    first.manager.undo();
    expect(first.shown()).toBe('We meet very often.');
    first.manager.redo();
    first.manager.redo();
    expect(first.shown()).toBe('So. We meet daily.');
  });

  it('reaches what was typed into the words before', () => {
    const [first] = two();
    first.type(13, 'very ');
    first.manager.stopCapturing();
    first.decide(true);
    first.manager.undo();
    expect(first.shown()).toBe('We meet very very often.');
    first.manager.undo();
    expect(first.shown()).toBe('We meet very often.');
  });

  it('by both who accepted while apart brings the words back once', () => {
    const [first, second] = two();
    for (const one of [first, second]) {
      one.decide(true);
      one.manager.undo();
    }
    exchange(first, second);
    expect([first.shown(), second.shown()]).toEqual(['We meet very often.', 'We meet very often.']);
    for (const one of [first, second]) one.manager.redo();
    exchange(first, second);
    expect([first.shown(), second.shown()]).toEqual(['We meet daily.', 'We meet daily.']);
  });

  it('leaves alone what the other has written into the accepted words', () => {
    const [first, second] = two();
    first.decide(true);
    exchange(first, second);
    second.type(11, '-');
    exchange(first, second);
    first.manager.undo();
    expect(first.shown()).toContain('-');
    expect(first.shown().replace('-', '')).toBe('We meet very often.');
  });

  it('that somebody else has undone already goes on to the step before', () => {
    const [first, second] = two();
    first.type(0, 'So. ');
    first.decide(true);
    second.decide(true);
    second.manager.undo();
    exchange(first, second);
    expect(first.shown()).toBe('So. We meet very often.');
    first.manager.undo();
    expect(first.shown()).toBe('We meet very often.');
  });
});
