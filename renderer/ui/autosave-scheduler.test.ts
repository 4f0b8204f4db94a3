import { describe, expect, test } from 'vitest';
import { createAutosaveScheduler, type Timers } from './autosave-scheduler.ts';

/** Timers that run when the test moves the clock. */
function manualTimers() {
  let now = 0;
  let next = 1;
  const waiting = new Map<number, { at: number; callback: () => void }>();
  const timers: Timers = {
    set(callback, delayMs) {
      waiting.set(next, { at: now + delayMs, callback });
      return next++;
    },
    clear: (handle) => void waiting.delete(handle as number),
  };
  const pass = (milliseconds: number) => {
    const end = now + milliseconds;
    for (;;) {
      const due = [...waiting]
        .filter(([, timer]) => timer.at <= end)
        .toSorted((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      waiting.delete(due[0]);
      now = due[1].at;
      due[1].callback();
    }
    now = end;
  };
  return { timers, pass, count: () => waiting.size };
}

function setUp() {
  const clock = manualTimers();
  const saved: string[] = [];
  const scheduler = createAutosaveScheduler((value: string) => saved.push(value), clock.timers);
  return { ...clock, saved, scheduler };
}

describe('autosave', () => {
  test('saves once, after the pause, the last wording', () => {
    const { scheduler, pass, saved } = setUp();
    scheduler.change('a');
    pass(100);
    scheduler.change('ab');
    pass(299);
    expect(saved).toEqual([]);
    expect(scheduler.waiting()).toBe(true);
    pass(1);
    expect(saved).toEqual(['ab']);
    expect(scheduler.waiting()).toBe(false);
  });

  test('somebody who never pauses has nothing unsaved that is older than half a second', () => {
    const { scheduler, pass, saved } = setUp();
    for (let keystroke = 1; keystroke <= 20; keystroke += 1) {
      scheduler.change('x'.repeat(keystroke));
      pass(100);
    }
    expect(saved.map((text) => text.length)).toEqual([5, 10, 15, 20]);
  });

  test('flush saves now, and only once', () => {
    const { scheduler, pass, saved, count } = setUp();
    scheduler.change('a');
    scheduler.flush();
    scheduler.flush();
    expect(saved).toEqual(['a']);
    expect(count()).toBe(0);
    pass(1000);
    expect(saved).toEqual(['a']);
  });

  test('the end saves what waits and leaves no timer', () => {
    const { scheduler, saved, count } = setUp();
    scheduler.change('a');
    scheduler.dispose();
    expect(saved).toEqual(['a']);
    scheduler.change('b');
    expect(saved).toEqual(['a', 'b']);
    expect(count()).toBe(0);
  });
});
