import { describe, expect, test } from 'vitest';
import { askedSeed, inMemory, onFiles, runAll, testHistories } from './simulation/histories.ts';

/** Seeds that have found a fault once: they are run for ever. */
const pinnedSeeds: readonly number[] = [
  20_261_122, // changes that a snapshot had swallowed before the relay confirmed them counted as waiting for ever
  20_261_824, // a compaction deleted formatting marks, and only the laptop that made it
];

describe.runIf(askedSeed !== undefined)('the seed that was asked for', () => {
  test(`seed ${askedSeed}, in memory and on files`, async () => {
    const reports = [await inMemory(Number(askedSeed)), await onFiles(Number(askedSeed))];
    expect(reports).toHaveLength(2);
  });
});

test.runIf(askedSeed === undefined)('seeds that found a fault once', async () => {
  expect(await runAll(pinnedSeeds, inMemory)).toHaveLength(pinnedSeeds.length);
});

// One half of the thousand: the other is in a file of its own, so that two cores share the work.
testHistories({ firstSeed: 20_261_122, runsInMemory: 485, runsOnFiles: 15 });
