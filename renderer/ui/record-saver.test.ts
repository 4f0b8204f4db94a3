import { QueryClient } from '@tanstack/react-query';
import { ORPCError } from '@orpc/client';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Command, RecordChange } from '../../shared/contract/records.ts';
import { createRecordSaver, saveKey } from './record-saver.ts';

const failure = (code: string) => new ORPCError('APP', { data: { code, params: {} } });
const change = (present: number): RecordChange[] => [
  { kind: 'criterionEntry', id: 'a/1.1', parentId: 'a', patch: { present } },
];

function setUp() {
  const queryClient = new QueryClient();
  const sent: string[] = [];
  const failures: Error[] = [];
  const answer = (text: string) => {
    sent.push(text);
    const error = failures.shift();
    return error ? Promise.reject(error) : Promise.resolve({ revisions: [], changed: true });
  };
  const describeCommand = (command: Command) =>
    `${command.opId} ${String(command.changes[0]?.patch?.['present'])}`;
  let count = 0;
  const stored: unknown[] = [];
  const saver = createRecordSaver({
    queryClient,
    records: {
      apply: (command) => answer(describeCommand(command)),
      undo: ({ opId }) => answer(`${opId} undo`),
      redo: ({ opId }) => answer(`${opId} redo`),
    },
    session: 'session',
    scope: 'a',
    newOpId: () => `op${(count += 1)}`,
    onStored: (changes) => stored.push(changes[0]?.patch?.['present']),
  });
  const kept = () => queryClient.getMutationCache().findAll({ mutationKey: saveKey('a') });
  return { saver, sent, failures, stored, kept };
}

afterEach(() => vi.useRealTimers());

describe('saving records', () => {
  test('sends in order, one after the other, and keeps nothing afterwards', async () => {
    const { saver, sent, stored, kept } = setUp();
    await Promise.all([saver.apply(change(1)), saver.apply(change(2)), saver.undo()]);
    expect(sent).toEqual(['op1 1', 'op2 2', 'op3 undo']);
    expect(stored).toEqual([1, 2]);
    expect(kept()).toEqual([]);
  });

  test('a passing failure is tried again under the same id, and later changes wait for it', async () => {
    vi.useFakeTimers();
    const { saver, sent, failures } = setUp();
    failures.push(failure('diskFull'), failure('diskFull'));
    const both = Promise.all([saver.apply(change(1)), saver.apply(change(2))]);
    await vi.advanceTimersByTimeAsync(5000);
    await both;
    expect(sent).toEqual(['op1 1', 'op1 1', 'op1 1', 'op2 2']);
  });

  test('a refused change is kept until the user sends it again', async () => {
    const { saver, sent, failures, kept, stored } = setUp();
    failures.push(failure('readOnly'));
    await expect(saver.apply(change(3))).rejects.toThrow(ORPCError);
    expect(kept().map((mutation) => mutation.state.status)).toEqual(['error']);
    saver.retryRefused();
    await expect.poll(() => stored).toEqual([3]);
    expect(sent).toEqual(['op1 3', 'op1 3']);
    await expect.poll(kept).toEqual([]);
  });

  test('a fault of the program is tried a few times and then no longer holds up other changes', async () => {
    vi.useFakeTimers();
    const { saver, sent, failures } = setUp();
    failures.push(...Array.from({ length: 4 }, () => new Error('bug')));
    const both = Promise.allSettled([saver.apply(change(1)), saver.apply(change(2))]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(sent).toEqual(['op1 1', 'op1 1', 'op1 1', 'op1 1', 'op2 2']);
  });

  test('a refused undo is told and forgotten', async () => {
    const { saver, failures, kept } = setUp();
    failures.push(failure('nothingToUndo'));
    await expect(saver.undo()).rejects.toThrow(ORPCError);
    expect(kept()).toEqual([]);
  });
});
