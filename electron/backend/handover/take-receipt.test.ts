import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHandoverRepository, type HandoverRepository } from '../repositories/handover-repository.ts';
import { type TestWorkspace, testWorkspace } from '../services/workspace.test-support.ts';
import { bundleId, planId, testDeviceKey } from './handover.test-support.ts';
import type { VerifiedReceipt } from './receipt-file.ts';
import { noteReceipt } from './take-receipt.ts';

const [hash, snapshot] = ['a'.repeat(64), 'b'.repeat(64)];
const nowhere = Buffer.from([0]).toString('base64');
const receiver = testDeviceKey();
let workspace: TestWorkspace;
let repository: HandoverRepository;

beforeEach(() => {
  workspace = testWorkspace();
  repository = createHandoverRepository(workspace.context.database);
  repository.putSent({
    id: bundleId,
    at: 1,
    fileName: 'plans.cphandover',
    bytes: 10,
    hash,
    encrypted: false,
    receiver: null,
    plans: [{ id: planId, title: 'Vision' }],
    snapshots: [{ id: snapshot, title: '' }],
    documents: [{ id: planId, stateVector: nowhere, deleted: 0 }],
  });
});
afterEach(() => workspace.dispose());

function receipt(
  changes: Partial<VerifiedReceipt['manifest']> = {},
  signer = receiver.publicKey,
): VerifiedReceipt {
  return {
    signer,
    manifest: {
      format: 'cp-receipt/1',
      id: '6f1d0e5c-58f3-4d55-9f5c-0f4f8a3ad002',
      createdAt: '2014-07-01T09:00:00.000Z',
      appVersion: '0.1.0',
      workspace: { id: 'demo' },
      receiver: { organisation: 'Region A', displayName: 'Bert' },
      bundle: { id: bundleId, sha256: hash },
      plans: [{ id: planId, outcome: 'taken' }],
      snapshots: [{ id: snapshot, outcome: 'taken' }],
      documents: [{ id: planId, stateVector: nowhere }],
      parts: [],
      ...changes,
    },
  };
}
const keep = (what: VerifiedReceipt) => noteReceipt(repository, what, true);
const kept = () => repository.receipts(bundleId).map(({ createdAt }) => new Date(createdAt).getUTCDate());

test('HB-21 a receipt counts for the very file that it names', () => {
  expect(keep(receipt({ bundle: { id: bundleId, sha256: 'c'.repeat(64) } }))).toBeUndefined();
  expect(keep(receipt({ bundle: { id: '6f1d0e5c-58f3-4d55-9f5c-0f4f8a3ad009', sha256: hash } }))).toBe(
    undefined,
  );
  expect(kept()).toEqual([]);
  expect(noteReceipt(repository, receipt(), false)?.file.id).toBe(bundleId);
  expect(kept()).toEqual([]);
  expect(keep(receipt())?.receipt.plans).toEqual([{ id: planId, outcome: 'taken' }]);
  expect(kept()).toEqual([1]);
});

test('HB-21 an older receipt of the same laptop does not replace a newer one, another laptop has its own', () => {
  keep(receipt({ createdAt: '2014-07-05T09:00:00.000Z' }));
  keep(receipt({ createdAt: '2014-07-02T09:00:00.000Z' }));
  expect(kept()).toEqual([5]);
  keep(receipt({ createdAt: '2014-07-07T09:00:00.000Z' }));
  expect(kept()).toEqual([7]);
  keep(receipt({ createdAt: '2014-07-03T09:00:00.000Z' }, testDeviceKey().publicKey));
  expect(new Set(kept())).toEqual(new Set([3, 7]));
});

test('HB-21 what it says of anything that was not in the file is left out', () => {
  keep(
    receipt({
      plans: [
        { id: planId, outcome: 'declined' },
        { id: 'other', outcome: 'taken' },
      ],
      snapshots: [{ id: 'c'.repeat(64), outcome: 'taken' }],
      documents: [
        { id: 'other', stateVector: nowhere },
        { id: planId, stateVector: nowhere },
      ],
    }),
  );
  expect(repository.receipts(bundleId)).toMatchObject([
    {
      plans: [{ id: planId, outcome: 'declined' }],
      snapshots: [],
      documents: [{ id: planId }],
    },
  ]);
});
