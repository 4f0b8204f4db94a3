import { describe } from 'vitest';
import { AccessBench, type TwoStores } from './access-bench.test-support.ts';
import { describeJoining } from './access-store-joining.test-support.ts';
import { describeKeeping } from './access-store-keeping.test-support.ts';
import { describeRules } from './access-store-rules.test-support.ts';

/** What every `AccessStore` does, whatever it keeps its data in. */
export function describeAccessStore(name: string, open: () => Promise<TwoStores>): void {
  describe(`access store: ${name}`, () => {
    const bench = new AccessBench(open);
    describeJoining(bench);
    describeRules(bench);
    describeKeeping(bench);
  });
}
