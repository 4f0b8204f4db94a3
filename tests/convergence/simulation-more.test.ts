import { testHistories } from './simulation/histories.ts';

testHistories({ firstSeed: 20_262_000, runsInMemory: 485, runsOnFiles: 15 });
