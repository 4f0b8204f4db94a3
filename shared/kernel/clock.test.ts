import { assert, array, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHybridClock, stampMilliseconds } from './clock.ts';

const june = Date.UTC(2014, 5, 30);

describe('stamps of one device', () => {
  test('rise whatever the machine’s clock does, and sort as text', () => {
    assert(
      property(array(integer({ min: -1e9, max: 1e9 }), { minLength: 2, maxLength: 50 }), (jumps) => {
        let time = june;
        const clock = createHybridClock(() => time, 'device');
        const stamps = jumps.map((jump) => {
          time = Math.max(0, time + jump);
          return clock.now();
        });
        expect(stamps).toEqual(stamps.toSorted());
        expect(new Set(stamps).size).toBe(stamps.length);
      }),
    );
  });

  test('carry the time of the machine as long as it goes forward', () => {
    let time = june;
    const clock = createHybridClock(() => time, 'device');
    expect(stampMilliseconds(clock.now())).toBe(june);
    time += 5;
    expect(stampMilliseconds(clock.now())).toBe(june + 5);
  });

  test('go on after the last one that was stored, though the clock was set back', () => {
    const last = createHybridClock(() => june, 'device').now();
    const clock = createHybridClock(() => june - 1e9, 'device', last);
    const next = clock.now();
    expect(next > last).toBe(true);
    expect(stampMilliseconds(next)).toBe(june);
  });

  test('go on when more are made in a millisecond than the counter holds', () => {
    const clock = createHybridClock(() => june, 'device');
    let last = clock.now();
    for (let count = 0; count < 0x1_0005; count += 1) {
      const next = clock.now();
      if (next <= last) throw new Error(`${next} does not follow ${last}`);
      last = next;
    }
    expect(stampMilliseconds(last)).toBe(june + 1);
  });
});

describe('stamps of several devices', () => {
  test('made after one was seen sort after it', () => {
    const ahead = createHybridClock(() => june + 60_000, 'ahead');
    const behind = createHybridClock(() => june, 'behind');
    const seen = ahead.now();
    behind.observe(seen);
    expect(behind.now() > seen).toBe(true);
  });

  test('from a clock that is years ahead are not followed', () => {
    const broken = createHybridClock(() => june + 1e12, 'broken');
    const clock = createHybridClock(() => june, 'sound');
    clock.observe(broken.now());
    expect(stampMilliseconds(clock.now())).toBe(june);
  });
});

test.each(['', 'x', '123-device', 'zzzzzzzzzzzz0000-device'])('what is no stamp is refused: %j', (text) => {
  expect(() => stampMilliseconds(text)).toThrow('not a time stamp');
});
