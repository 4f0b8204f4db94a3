import { describe, expect, it } from 'vitest';
import { AccessError } from './access-error.ts';
import { GuessLimit } from './guess-limit.ts';

const limits = { perAddress: { burst: 3, perMinute: 6 }, inAll: { burst: 5, perMinute: 60 } };

function limit() {
  const clock = { nowMs: 0 };
  const never = () => undefined;
  const scheduler = { now: () => clock.nowMs, afterTurn: never, after: never, every: () => never };
  const guesses = new GuessLimit(scheduler, limits);
  const outcome = (address: string, work: () => Promise<unknown>) =>
    guesses.attempt(address, work).then(
      () => 'in',
      (error: unknown) => (error as AccessError).code,
    );
  const wrong = (address: string) => outcome(address, () => Promise.reject(new AccessError('codeUnknown')));
  const right = (address: string) => outcome(address, () => Promise.resolve());
  return { clock, guesses, wrong, right, outcome };
}

const times = async (count: number, act: () => Promise<string | undefined>) => {
  const results = [];
  for (let index = 0; index < count; index++) results.push(await act());
  return results;
};

describe('guessing codes', () => {
  it('RA-16 is stopped per address, and goes on slowly', async () => {
    const { clock, wrong, right } = limit();
    expect(await times(4, () => wrong('192.0.2.1'))).toEqual([
      'codeUnknown',
      'codeUnknown',
      'codeUnknown',
      'tooManyAttempts',
    ]);
    expect(await right('192.0.2.2')).toBe('in');
    clock.nowMs = 10_000;
    expect(await times(2, () => wrong('192.0.2.1'))).toEqual(['codeUnknown', 'tooManyAttempts']);
  });

  it('RA-16 right codes and other refusals cost nothing', async () => {
    const { right, outcome } = limit();
    expect(new Set(await times(50, () => right('192.0.2.1')))).toEqual(new Set(['in']));
    const expired = () => outcome('192.0.2.1', () => Promise.reject(new AccessError('codeExpired')));
    expect(new Set(await times(50, expired))).toEqual(new Set(['codeExpired']));
  });

  it('RA-16 attempts at the same time count as well', async () => {
    const { wrong } = limit();
    const results = await Promise.all(Array.from({ length: 9 }, () => wrong('192.0.2.1')));
    expect(results.filter((code) => code === 'codeUnknown')).toHaveLength(3);
  });

  it('RA-16 is stopped in all, for whoever has many addresses', async () => {
    const { wrong, clock } = limit();
    let host = 0;
    const results = await times(8, () => wrong(`192.0.2.${(host += 1)}`));
    expect(results.filter((code) => code === 'codeUnknown')).toHaveLength(5);
    clock.nowMs = 1_000;
    expect(await wrong('192.0.2.99')).toBe('codeUnknown');
  });

  it('RA-16 who is kept out because of others loses none of its own attempts', async () => {
    const { wrong, clock } = limit();
    await times(3, () => wrong('192.0.2.1'));
    await times(2, () => wrong('192.0.2.2'));
    // All attempts are used up, so this address has had none that was looked at.
    expect(await times(3, () => wrong('192.0.2.3'))).toEqual(Array(3).fill('tooManyAttempts'));
    clock.nowMs = 3_000;
    expect(await times(3, () => wrong('192.0.2.3'))).toEqual(Array(3).fill('codeUnknown'));
  });

  it('RA-16 one IPv6 network and one IPv4 address, however written, are one guesser', async () => {
    const { wrong } = limit();
    for (const address of ['2001:db8:0:1::1', '2001:db8:0:1::2', '2001:db8:0:1:9:9:9:9%eth0'])
      expect(await wrong(address)).toBe('codeUnknown');
    expect(await wrong('2001:db8:0:1::ffff')).toBe('tooManyAttempts');
    expect(await wrong('2001:db8:0:2::1')).toBe('codeUnknown');
    const mapped = limit();
    expect(await times(3, () => mapped.wrong('::ffff:192.0.2.1'))).toHaveLength(3);
    expect(await mapped.wrong('192.0.2.1')).toBe('tooManyAttempts');
  });

  it('RA-16 says when it makes sense to try again', async () => {
    const { guesses, wrong } = limit();
    await times(3, () => wrong('192.0.2.1'));
    await expect(guesses.attempt('192.0.2.1', () => Promise.resolve())).rejects.toMatchObject({
      retryAfterSeconds: 10,
    });
  });
});
