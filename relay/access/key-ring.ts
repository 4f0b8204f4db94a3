import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Scheduler } from '../rooms/scheduler.ts';
import type { AccessStore, StoredSigningKey } from './access-store.ts';
import { Refresher } from './refresher.ts';
import { tokenLifeSeconds, toleranceSeconds, type TokenKeys } from './tokens.ts';

export interface KeyRingOptions {
  readonly store: Pick<AccessStore, 'signingKeys' | 'onChange'>;
  readonly scheduler: Scheduler;
  readonly wallClock: () => number;
  readonly onFailed: (error: unknown) => void;
}

interface HeldKey {
  readonly publicKey: KeyObject;
  readonly stored: StoredSigningKey;
}

/** After this a retired key has no token left that has not run out. */
const acceptedAfterRetirementMs = (tokenLifeSeconds + 2 * toleranceSeconds) * 1_000;
/** A stranger who makes key ids up must not make the relay read its store at will. */
const leastBetweenLooksMs = 250;

/** The keys that tokens are signed with, kept as they are in the store: a rotation acts within a second. */
export class KeyRing implements TokenKeys {
  readonly #options: KeyRingOptions;
  readonly #refresher: Refresher;
  #keys: ReadonlyMap<string, HeldKey> = new Map();
  #signing: { readonly kid: string; readonly privateKey: KeyObject } | undefined;
  #lookedAtMs = -Infinity;

  /** Rejects when the keys cannot be read for the first time. */
  static async open(options: KeyRingOptions): Promise<KeyRing> {
    const ring = new KeyRing(options);
    try {
      await ring.#read();
      return ring;
    } catch (error) {
      ring.close();
      throw error;
    }
  }

  private constructor(options: KeyRingOptions) {
    this.#options = options;
    this.#refresher = new Refresher({ ...options, read: () => this.#read() });
  }

  get signing(): { readonly kid: string; readonly privateKey: KeyObject } {
    return this.#signing!;
  }

  /** Another relay of the store may have signed with a key that is newer than the last look. */
  async find(kid: string): Promise<KeyObject | undefined> {
    if (!this.#keys.has(kid)) await this.#lookAgain();
    return this.#keys.get(kid)?.publicKey;
  }

  isAccepted(kid: string): boolean {
    const stored = this.#keys.get(kid)?.stored;
    if (!stored || stored.isCutOff) return false;
    const { retiredAtMs } = stored;
    return retiredAtMs === null || this.#options.wallClock() < retiredAtMs + acceptedAfterRetirementMs;
  }

  /** Calls when keys were added, retired or cut off. Returns the way to stop. */
  onChange(listener: () => void): () => void {
    return this.#refresher.onChange(listener);
  }

  /** Resolves once everything that was stored before the call is in force here. */
  refresh(): Promise<void> {
    return this.#refresher.refresh();
  }

  close(): void {
    this.#refresher.close();
  }

  async #lookAgain(): Promise<void> {
    const nowMs = this.#options.scheduler.now();
    if (nowMs - this.#lookedAtMs < leastBetweenLooksMs) return this.#refresher.current;
    this.#lookedAtMs = nowMs;
    await this.refresh();
  }

  async #read(): Promise<void> {
    this.#take(await this.#options.store.signingKeys());
  }

  #take(stored: readonly StoredSigningKey[]): void {
    const before = [...this.#keys.values()].map((key) => key.stored);
    if (JSON.stringify(before) === JSON.stringify(stored)) return;
    this.#keys = new Map(
      stored.map((key) => [
        key.kid,
        { stored: key, publicKey: createPublicKey({ key: { ...key.publicKey }, format: 'jwk' }) },
      ]),
    );
    const { kid, publicKey, privateKey } = stored.find(({ retiredAtMs }) => retiredAtMs === null)!;
    const jwk = { ...publicKey, d: privateKey! };
    this.#signing = { kid, privateKey: createPrivateKey({ key: jwk, format: 'jwk' }) };
    this.#refresher.tell();
  }
}
