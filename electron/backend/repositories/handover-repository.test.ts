import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestWorkspace, testWorkspace } from '../services/workspace.test-support.ts';
import { createHandoverRepository, type SentFile } from './handover-repository.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace();
});
afterEach(() => workspace.dispose());
const repository = () => createHandoverRepository(workspace.context.database);

const sent = (id: string, at: number): SentFile => ({
  id,
  at,
  fileName: 'plans.cphandover',
  bytes: 10,
  hash: 'a'.repeat(64),
  encrypted: false,
  receiver: null,
  plans: [{ id: 'p1', title: 'Vision' }],
  snapshots: [],
  documents: [{ id: 'p1', stateVector: 'AA==', deleted: 0 }],
});

test('what went and what came is listed newest first, also after a restart', () => {
  for (const [id, at] of [
    ['first', 1],
    ['third', 3],
    ['second', 2],
  ] as const)
    repository().putSent(sent(id, at));
  workspace.reopen();
  expect(
    repository()
      .allSent()
      .map(({ id }) => id),
  ).toEqual(['third', 'second', 'first']);
  repository().removeSent('third');
  expect(repository().sent('third')).toBeUndefined();
  expect(repository().allReceived()).toEqual([]);
});

test('of one receiver the last receipt of a file counts, others stay beside it', () => {
  const receipt = (keyId: string, createdAt: number) => ({
    fileId: 'first',
    keyId,
    createdAt,
    organisation: 'B',
    displayName: '',
    plans: [],
    snapshots: [],
    documents: [],
  });
  for (const [keyId, at] of [
    ['k1', 1],
    ['k1', 5],
    ['k2', 3],
  ] as const)
    repository().putReceipt(receipt(keyId, at));
  expect(
    repository()
      .receipts('first')
      .map(({ createdAt }) => createdAt),
  ).toEqual([5, 3]);
  expect(repository().receiptsOf('k1')).toHaveLength(1);
});

test('a person is known again by the key', () => {
  const person = {
    keyId: 'k1',
    publicKey: 'x',
    organisation: 'B',
    displayName: 'Bert',
    firstAt: 1,
    lastAt: 2,
  };
  repository().putPerson(person);
  expect(repository().person('k1')).toEqual(person);
  expect(repository().person('k2')).toBeUndefined();
  expect(repository().people()).toEqual([person]);
});
