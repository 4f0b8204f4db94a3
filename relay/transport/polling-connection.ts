import { IncomingStream, OutgoingStream } from '../protocol/byte-stream.ts';
import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';
import { MalformedError } from '../protocol/decoded.ts';
import { PeerConnection, type PeerConnectionOptions, type SilenceLimits } from './peer-connection.ts';

export interface PollingConnectionOptions extends PeerConnectionOptions {
  readonly maxMessageBytes: number;
  readonly onEnded: () => void;
}

/** What a request for news is answered with. */
export type Piece =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'ended'; readonly close: Pick<CloseCode, 'code' | 'reason'> };

/** Requests that may wait behind another one: who sends again does so one at a time. */
const maxWaitingPieces = 2;

/** One client over HTTPS requests as a peer of one room (RP-70 to RP-77): a stream of bytes each way. */
export class PollingConnection extends PeerConnection {
  override readonly isPolling = true;
  readonly #options: PollingConnectionOptions;
  readonly #outgoing = new OutgoingStream();
  readonly #incoming: IncomingStream;
  #ending: Pick<CloseCode, 'code' | 'reason'> | undefined;
  #isOver = false;
  #waitingForNews: (() => void) | undefined;
  #newsAnnounced = false;
  #readers: (() => void)[] = [];
  #taking: Promise<void> = Promise.resolve();
  #waitingPieces = 0;
  #requests = 0;
  #silentSweeps = 0;

  constructor(options: PollingConnectionOptions) {
    super(options);
    this.#options = options;
    this.#incoming = new IncomingStream(options.maxMessageBytes);
  }

  get bufferedBytes(): number {
    return this.#outgoing.size;
  }

  get isOpen(): boolean {
    return this.#ending === undefined && !this.#isOver;
  }

  send(message: Uint8Array): void {
    if (!this.isOpen) return;
    this.countSent(message);
    this.#outgoing.append(message);
    this.#announceNews();
  }

  /** How many bytes of the client were taken. */
  get receivedBytes(): number {
    return this.#incoming.position;
  }

  /** A request of the client begins; it counts as a sign of life until the returned function is called. */
  present(): () => void {
    this.#requests += 1;
    this.#silentSweeps = 0;
    return () => {
      this.#requests -= 1;
      this.#silentSweeps = 0;
    };
  }

  /**
   * Takes bytes of the client that begin at a position; what was taken before is passed over. Resolves
   * when they were handed to the room, to false when there is a gap before them or too many wait.
   */
  async takeBytes(from: number, bytes: Uint8Array): Promise<boolean> {
    if (this.#waitingPieces >= maxWaitingPieces) return false;
    this.#waitingPieces += 1;
    const before = this.#taking;
    const done = Promise.withResolvers<void>();
    this.#taking = done.promise;
    try {
      await before;
      if (from > this.#incoming.position) return false;
      await this.#takeAll(bytes.subarray(Math.min(bytes.length, this.#incoming.position - from)));
      return true;
    } finally {
      this.#waitingPieces -= 1;
      done.resolve();
    }
  }

  async #takeAll(bytes: Uint8Array): Promise<void> {
    try {
      await this.#whenRead();
      if (!this.isOpen) return;
      for (const message of this.#incoming.push(bytes)) {
        await this.#whenRead();
        if (!this.isOpen) return;
        this.take(message);
      }
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error;
      this.end(closeCodes.messageTooLarge);
    }
  }

  async #whenRead(): Promise<void> {
    while (this.isHeld && this.isOpen) await new Promise<void>((resolve) => this.#readers.push(resolve));
  }

  /**
   * What follows a position, which acknowledges everything before it; waits for it up to `waitMs`.
   * Undefined when the position is none. A newer call ends an older one, with nothing.
   */
  async news(
    from: number,
    { waitMs, maxBytes }: { waitMs: number; maxBytes: number },
  ): Promise<Piece | undefined> {
    if (!this.#outgoing.acknowledge(from)) return undefined;
    this.#waitingForNews?.();
    if (this.#outgoing.size === 0 && this.isOpen && waitMs > 0) await this.#newsWithin(waitMs);
    // Another request may have acknowledged more meanwhile.
    if (this.#outgoing.start !== from) return { kind: 'bytes', bytes: new Uint8Array() };
    if (this.#outgoing.size > 0) return { kind: 'bytes', bytes: this.#outgoing.peek(maxBytes) };
    return this.#ending ? { kind: 'ended', close: this.#ending } : { kind: 'bytes', bytes: new Uint8Array() };
  }

  #newsWithin(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        if (this.#waitingForNews === wake) this.#waitingForNews = undefined;
        resolve();
      };
      const timer = setTimeout(wake, waitMs);
      this.#waitingForNews = wake;
    });
  }

  /** After the turn, so that all that belongs to it goes out in one answer. */
  #announceNews(): void {
    if (this.#newsAnnounced) return;
    this.#newsAnnounced = true;
    setImmediate(() => {
      this.#newsAnnounced = false;
      this.#waitingForNews?.();
    });
  }

  /** The client has taken the reason of the end, has ended it itself, or is gone. */
  terminate(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#ending ??= closeCodes.sessionUnknown;
    this.#wakeAll();
    this.closed();
    this.#options.onEnded();
  }

  sweep({ deadAfter, pingAfter }: SilenceLimits): void {
    if (this.#requests > 0) return;
    this.#silentSweeps += 1;
    // One that is to hear the reason of its end comes soon or not at all.
    if (this.#silentSweeps > (this.isOpen ? deadAfter : pingAfter)) this.terminate();
  }

  protected stopReading(): void {
    // Whoever brings bytes waits in `#whenRead`.
  }

  protected startReading(): void {
    const readers = this.#readers;
    this.#readers = [];
    for (const read of readers) read();
  }

  protected sayClose(code: number, reason: string): void {
    this.#ending ??= { code, reason };
    this.#wakeAll();
  }

  #wakeAll(): void {
    this.startReading();
    this.#announceNews();
  }
}
