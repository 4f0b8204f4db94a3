import { isIP } from 'node:net';
import type { Scheduler } from '../rooms/scheduler.ts';
import { AccessError } from './access-error.ts';

/** How many codes may be guessed wrong. Right ones never count, so that nobody is kept out by many colleagues. */
export interface GuessLimits {
  /** From one address: many people of one office share one. */
  readonly perAddress: Allowance;
  /** In all: whoever has many addresses. 600 a minute are 2^36 in a century, of 2^55 codes. */
  readonly inAll: Allowance;
}

export interface Allowance {
  readonly burst: number;
  readonly perMinute: number;
}

export const defaultGuessLimits: GuessLimits = {
  perAddress: { burst: 20, perMinute: 10 },
  inAll: { burst: 600, perMinute: 600 },
};

/** Addresses that are kept in mind; beyond it the oldest are forgotten, and the limit in all still holds. */
const maxAddresses = 10_000;

interface Bucket {
  left: number;
  atMs: number;
}

/** Bounds the guessing of codes. */
export class GuessLimit {
  readonly #scheduler: Scheduler;
  readonly #limits: GuessLimits;
  readonly #inAll: Bucket;
  readonly #byAddress = new Map<string, Bucket>();

  constructor(scheduler: Scheduler, limits: GuessLimits = defaultGuessLimits) {
    this.#scheduler = scheduler;
    this.#limits = limits;
    this.#inAll = { left: limits.inAll.burst, atMs: scheduler.now() };
  }

  /**
   * Runs one attempt with a code. It is paid for beforehand, so that attempts at the same time count too,
   * and given back unless the code turned out to be unknown. Rejects with `tooManyAttempts`.
   */
  async attempt<T>(address: string, work: () => Promise<T>): Promise<T> {
    const { perAddress, inAll } = this.#limits;
    const bucket = this.#bucketOf(networkOf(address));
    this.#take(bucket, perAddress);
    try {
      this.#take(this.#inAll, inAll);
    } catch (error) {
      bucket.left += 1;
      throw error;
    }
    try {
      const result = await work();
      this.#giveBack(bucket);
      return result;
    } catch (error) {
      if (!(error instanceof AccessError && error.code === 'codeUnknown')) this.#giveBack(bucket);
      throw error;
    }
  }

  #bucketOf(network: string): Bucket {
    const known = this.#byAddress.get(network);
    // Moved to the end: the one that was quiet for longest is forgotten first.
    this.#byAddress.delete(network);
    const bucket = known ?? { left: this.#limits.perAddress.burst, atMs: this.#scheduler.now() };
    this.#byAddress.set(network, bucket);
    if (this.#byAddress.size > maxAddresses) {
      const [oldest] = this.#byAddress.keys();
      this.#byAddress.delete(oldest!);
    }
    return bucket;
  }

  #take(bucket: Bucket, { burst, perMinute }: Allowance): void {
    const nowMs = this.#scheduler.now();
    bucket.left = Math.min(burst, bucket.left + ((nowMs - bucket.atMs) / 60_000) * perMinute);
    bucket.atMs = nowMs;
    if (bucket.left < 1) {
      const retryAfterSeconds = Math.ceil(((1 - bucket.left) / perMinute) * 60);
      throw new AccessError('tooManyAttempts', { retryAfterSeconds });
    }
    bucket.left -= 1;
  }

  #giveBack(bucket: Bucket): void {
    bucket.left += 1;
    this.#inAll.left += 1;
  }
}

/** One household or office has one IPv4 address, or a whole /64 of IPv6. */
function networkOf(address: string): string {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(bare) !== 6) return bare;
  const [head = '', tail] = bare.split('%')[0]!.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  return [...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0')].slice(0, 4).join(':');
}
