import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareParagraphs, compareWords } from './text-diff.ts';

describe('what changed in a text', () => {
  it('names paragraphs that came, went, and changed, with the words', () => {
    const before = ['The region has three clusters.', 'Old closing words.', 'Stays as it is.'];
    const after = ['New first line of another kind.', 'The region has four clusters.', 'Stays as it is.'];
    expect(compareParagraphs(before, after)).toEqual([
      { kind: 'added', text: 'New first line of another kind.' },
      {
        kind: 'changed',
        words: [
          { kind: 'same', text: 'The region has ' },
          { kind: 'removed', text: 'three ' },
          { kind: 'added', text: 'four ' },
          { kind: 'same', text: 'clusters.' },
        ],
      },
      { kind: 'removed', text: 'Old closing words.' },
    ]);
  });

  it('says nothing of equal texts, and takes words of every script', () => {
    expect(compareParagraphs(['a', 'b'], ['a', 'b'])).toEqual([]);
    expect(compareParagraphs(['Η Περιφέρεια έχει τρία'], ['Η Περιφέρεια έχει πέντε'])).toMatchObject([
      { kind: 'changed' },
    ]);
  });

  it('gives back both texts, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a ', 'b ', 'c ', ' '), { maxLength: 30 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const runs = compareWords(before, after);
        const without = (kind: string) =>
          runs
            .filter((run) => run.kind !== kind)
            .map((run) => run.text)
            .join('');
        expect([without('added'), without('removed')]).toEqual([before, after]);
      }),
    );
  });

  it('loses no paragraph, whatever the texts are', () => {
    const lines = fc.array(fc.constantFrom('one two', 'one three', 'four', 'five six', 'two'), {
      maxLength: 15,
    });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        let [came, went] = [0, 0];
        for (const { kind } of compareParagraphs(before, after)) {
          if (kind === 'added') came += 1;
          if (kind === 'removed') went += 1;
        }
        expect(came - went).toBe(after.length - before.length);
      }),
    );
  });

  it('shows texts that are too long to compare as replaced', () => {
    const many = (word: string) => Array.from({ length: 2_000 }, (_, index) => `${word}${index}`);
    const changes = compareParagraphs(many('x'), many('y'));
    expect(changes).toHaveLength(4_000);
  });
});
