import { beforeEach, expect, test } from 'vitest';

import { createLeaveGuard, type LeaveGuard } from './leave-guard.ts';

let unsent: Record<string, number>;
let answers: boolean[];
let asked: [string, number][];
let left: string[];
let guard: LeaveGuard<string>;

class Event {
  prevented = false;
  preventDefault = () => {
    this.prevented = true;
  };
}
const closes = (window: string) => {
  const event = new Event();
  guard.beforeWindowCloses(event, window);
  return event.prevented ? 'held' : 'closes';
};
const quits = () => {
  const event = new Event();
  guard.beforeQuit(event);
  return event.prevented ? 'held' : 'quits';
};
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

beforeEach(() => {
  unsent = { a: 3 };
  answers = [];
  asked = [];
  left = [];
  guard = createLeaveGuard<string>({
    openWindows: () => Object.keys(unsent),
    unsentCount: (window) => unsent[window] ?? 0,
    askToLeave: async (window, count) => {
      asked.push([window, count]);
      const answer = answers.shift();
      if (answer === undefined) throw new Error('no dialog can be shown');
      return answer;
    },
    close: (window) => void left.push(`${window} ${closes(window)}`),
    quit: () => void left.push(quits()),
    report: () => {},
  });
});

test('the last window asks, and stays when told to stay', async () => {
  answers = [false];
  expect(closes('a')).toBe('held');
  await settle();
  expect([asked, left]).toEqual([[['a', 3]], []]);
  answers = [true];
  expect(closes('a')).toBe('held');
  await settle();
  expect(left).toEqual(['a closes']);
});

test('one of two windows closes unasked: the other goes on sending', () => {
  unsent = { a: 3, b: 3 };
  expect(closes('a')).toBe('closes');
  expect(asked).toEqual([]);
});

test('quitting asks once for all windows, with the largest count, and then closes them unasked', async () => {
  unsent = { a: 3, b: 5 };
  answers = [true];
  expect(quits()).toBe('held');
  expect(quits()).toBe('held');
  await settle();
  expect([asked, left]).toEqual([[['b', 5]], ['quits']]);
  expect([closes('a'), closes('b')]).toEqual(['closes', 'closes']);
});

test('nothing unsent, nothing asked', () => {
  unsent = { a: 0 };
  expect([closes('a'), quits()]).toEqual(['closes', 'quits']);
});

test('a question that cannot be asked does not lock the user in', async () => {
  expect(closes('a')).toBe('held');
  await settle();
  expect(left).toEqual(['a closes']);
});

test('the end of the session is not held up', () => {
  guard.stopAsking();
  expect([quits(), closes('a')]).toEqual(['quits', 'closes']);
});
