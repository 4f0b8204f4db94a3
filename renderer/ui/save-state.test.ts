import { expect, test } from 'vitest';
import { ConnectionLostError } from '../api/client.ts';
import { type JobState, saveStateOf } from './save-state.ts';

const job = (status: JobState['status'], more: Partial<JobState> = {}): JobState => ({
  status,
  error: null,
  failureReason: null,
  ...more,
});

test('says saved only when nothing is under way and nobody has unsaved words', () => {
  expect(saveStateOf([], 0, true)).toEqual({ state: 'saved' });
  expect(saveStateOf([job('success')], 0, true)).toEqual({ state: 'saved' });
  expect(saveStateOf([], 1, true)).toEqual({ state: 'saving' });
  expect(saveStateOf([job('success'), job('pending')], 0, true)).toEqual({ state: 'saving' });
});

test('says why something is not stored', () => {
  const error = new Error('full');
  expect(saveStateOf([job('pending', { failureReason: error })], 0, true)).toEqual({
    state: 'delayed',
    error,
  });
  expect(saveStateOf([job('pending'), job('error', { error })], 1, true)).toEqual({
    state: 'refused',
    error,
  });
});

test('a lost connection delays what waits, and nothing else', () => {
  expect(saveStateOf([], 0, false)).toEqual({ state: 'saved' });
  const state = saveStateOf([job('pending')], 0, false);
  expect(state.state === 'delayed' && state.error).toBeInstanceOf(ConnectionLostError);
});
