import { Redis } from 'ioredis';
import type { BusListener, ClusterBus } from './cluster-bus.ts';

export interface RedisBusOptions {
  /** `redis://user:password@host:port/`, or `rediss://` for TLS. */
  readonly url: string;
  /** Called once when it cannot be reached or refuses, and again only after it had worked. */
  readonly onFailure: (error: unknown) => void;
}

/** The address is none of Redis. The message never holds it, because it may carry a password. */
export class RedisAddressError extends Error {
  constructor() {
    super('the address of Redis is redis://:password@host:port, or rediss:// for TLS');
    this.name = 'RedisAddressError';
  }
}

/** Bytes given to Redis that it has not taken; beyond it messages are dropped, and the stores are asked. */
const maxOutstandingBytes = 16_777_216;
const retryMs = 250;
const maxRetryMs = 2_000;

const connectionOptions = {
  lazyConnect: true,
  // What cannot be sent now is dropped: it is a hint, and would be old when it arrives.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResubscribe: false,
  protocol: 2 as const,
  connectTimeout: 5_000,
  keepAlive: 10_000,
  connectionName: 'relay',
  retryStrategy: (attempt: number) => Math.min(attempt * retryMs, maxRetryMs),
};

/** The bus on Redis' publish and subscribe, with a connection for each. */
export class RedisBus implements ClusterBus {
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #channels = new Set<string>();
  readonly #onFailure: (error: unknown) => void;
  #listener: BusListener | undefined;
  #outstandingBytes = 0;
  #failing = false;

  constructor({ url, onFailure }: RedisBusOptions) {
    if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol)) throw new RedisAddressError();
    this.#onFailure = (error) => {
      // Not the error itself: it carries the command that failed, and with it the password.
      if (!this.#failing) onFailure(new Error(error instanceof Error ? error.message : 'unknown failure'));
      this.#failing = true;
    };
    this.#publisher = new Redis(url, connectionOptions);
    this.#subscriber = new Redis(url, connectionOptions);
    for (const redis of [this.#publisher, this.#subscriber]) {
      redis.on('error', this.#onFailure);
      // Whichever comes second: to hear without being able to ask is not enough.
      redis.on('ready', () => this.#subscribe([...this.#channels]));
      redis.on('close', () => this.#listener?.onLost());
    }
    this.#subscriber.on('messageBuffer', (channel: Buffer, message: Buffer) =>
      this.#listener?.onMessage(channel.toString(), message),
    );
  }

  start(listener: BusListener): void {
    this.#listener = listener;
    // A failure is told through 'error', and tried again.
    for (const redis of [this.#publisher, this.#subscriber]) redis.connect().catch(alreadyTold);
  }

  subscribe(channel: string): void {
    this.#channels.add(channel);
    this.#subscribe([channel]);
  }

  unsubscribe(channel: string): void {
    this.#channels.delete(channel);
    if (this.#subscriber.status === 'ready') this.#subscriber.unsubscribe(channel).catch(this.#onFailure);
  }

  publish(channel: string, message: Uint8Array): void {
    const bytes = message.length;
    if (this.#publisher.status !== 'ready' || this.#outstandingBytes + bytes > maxOutstandingBytes) return;
    this.#outstandingBytes += bytes;
    this.#publisher
      .publish(channel, Buffer.from(message.buffer, message.byteOffset, bytes))
      .catch(alreadyTold)
      .finally(() => {
        this.#outstandingBytes -= bytes;
      });
  }

  async close(): Promise<void> {
    // What was published last should still go out, if Redis is there.
    if (this.#publisher.status === 'ready') await this.#publisher.quit().catch(alreadyTold);
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
  }

  #subscribe(channels: readonly string[]): void {
    if (channels.length === 0) return;
    if (this.#subscriber.status !== 'ready' || this.#publisher.status !== 'ready') return;
    this.#subscriber.subscribe(...channels).then(() => {
      this.#failing = false;
      this.#listener?.onSubscribed(channels.filter((channel) => this.#channels.has(channel)));
    }, this.#onFailure);
  }
}

/** A lost connection is reported by its own event. */
const alreadyTold = (): void => undefined;
