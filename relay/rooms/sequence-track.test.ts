import { describe, expect, it } from 'vitest';
import { SequenceTrack } from './sequence-track.ts';

describe('which sequences are known', () => {
  it('never claims what lies behind a gap, in any order of arrival', () => {
    const track = new SequenceTrack(2);
    const seen = [5, 3, 7, 4, 4, 1, 6].map((sequence) => {
      track.add(sequence);
      return [track.through, track.hasGap];
    });
    expect(seen).toEqual([
      [2, true],
      [3, true],
      [3, true],
      [5, true],
      [5, true],
      [5, true],
      [7, false],
    ]);
    expect([1, 7, 8].map((sequence) => track.has(sequence))).toEqual([true, true, false]);
  });

  it('closes gaps when it is told that everything up to a sequence is known', () => {
    const track = new SequenceTrack(0);
    for (const sequence of [3, 5, 6, 9]) track.add(sequence);
    expect([track.has(3), track.has(4)]).toEqual([true, false]);
    track.advanceTo(4);
    expect([track.through, track.hasGap]).toEqual([6, true]);
    track.advanceTo(20);
    expect([track.through, track.hasGap]).toEqual([20, false]);
    track.advanceTo(10);
    expect(track.through).toBe(20);
  });
});
