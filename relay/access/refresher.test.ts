import { expect, it } from 'vitest';
import { Refresher } from './refresher.ts';

function bench() {
  const ticks = new Set<() => void>();
  const stored = new Set<() => void>();
  const add = (to: Set<() => void>, task: () => void) => {
    to.add(task);
    return () => void to.delete(task);
  };
  const readings: { done: () => void; fail: (error: Error) => void }[] = [];
  const failures: unknown[] = [];
  const refresher = new Refresher<string>({
    store: { onChange: (listener) => add(stored, listener) },
    scheduler: { every: (_intervalMs, task) => add(ticks, task) },
    read: () => new Promise((resolve, reject) => readings.push({ done: resolve, fail: reject })),
    onFailed: (error) => failures.push(error),
  });
  const callAll = (tasks: Set<() => void>) => tasks.forEach((task) => task());
  return {
    refresher,
    readings,
    failures,
    tick: () => callAll(ticks),
    change: () => callAll(stored),
    watchers: () => ticks.size + stored.size,
  };
}
/** Until everything that waits for nothing else has been done. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('RA-41 reads after a change, one reading at a time, and once more when another came meanwhile', async () => {
  const { refresher, readings, change } = bench();
  change();
  change();
  let inForce = false;
  const asked = refresher.refresh().then(() => (inForce = true));
  expect(readings).toHaveLength(1);
  readings[0]!.done();
  await settled();
  expect([readings.length, inForce]).toEqual([2, false]);
  readings[1]!.done();
  await asked;
  expect(refresher.current).toBeUndefined();
  change();
  expect(readings).toHaveLength(3);
});

it('RA-41 who asks while a reading ends, at whatever moment, gets another one', async () => {
  for (let moment = 0; moment < 8; moment += 1) {
    const { refresher, readings } = bench();
    void refresher.refresh();
    readings[0]!.done();
    for (let step = 0; step < moment; step += 1) await Promise.resolve();
    void refresher.refresh();
    await settled();
    expect(readings, `${moment} steps after`).toHaveLength(2);
  }
});

it('RA-35 what cannot be read is told and tried again, until it has worked', async () => {
  const { refresher, readings, failures, tick } = bench();
  tick();
  expect(readings).toHaveLength(0);
  const asked = refresher.refresh();
  readings[0]!.fail(new Error('away'));
  await asked;
  expect(failures).toEqual([new Error('away')]);
  tick();
  readings[1]!.done();
  await settled();
  tick();
  expect(readings).toHaveLength(2);
});

it('tells its listeners until it is closed, and then watches nothing any more', () => {
  const { refresher, watchers } = bench();
  const heard: string[] = [];
  const stop = refresher.onChange((news) => heard.push(`one ${news}`));
  refresher.onChange((news) => heard.push(`other ${news}`));
  refresher.tell('a');
  stop();
  refresher.tell('b');
  expect(watchers()).toBe(2);
  refresher.close();
  refresher.tell('c');
  expect(heard).toEqual(['one a', 'other a', 'other b']);
  expect(watchers()).toBe(0);
});
