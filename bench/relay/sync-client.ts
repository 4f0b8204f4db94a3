import * as Y from 'yjs';
import { type Dialect, type DialectName, dialects } from './dialect.ts';
import { WireClient } from './wire-client.ts';

export interface SyncClientOptions {
  readonly url: string;
  readonly room: string;
  readonly dialect: DialectName;
  /** What this client knows when it connects; nothing by default. */
  readonly stateVector?: Uint8Array;
  /** Its answer to the server's step 1; nothing by default. */
  readonly answer?: (stateVector: Uint8Array) => Uint8Array | undefined;
  /** A step 2 or an update. The bytes are valid during the call. */
  readonly onUpdate?: (update: Uint8Array) => void;
  readonly onConfirmed?: (count: number) => void;
  readonly onClose?: () => void;
  /** False for servers that only copy bytes and so never answer. */
  readonly answersSync?: boolean;
}

/** The vector of a document without content. */
const emptyStateVector = Y.encodeStateVector(new Map());

/** One client in one room, without a document of its own. */
export class SyncClient {
  readonly #wire: WireClient;
  readonly #dialect: Dialect;
  readonly #options: SyncClientOptions;
  readonly #ready = Promise.withResolvers<void>();

  constructor(options: SyncClientOptions) {
    const { url, room, dialect } = options;
    this.#options = options;
    this.#dialect = dialects[dialect];
    this.#ready.promise.catch(() => undefined);
    this.#wire = new WireClient(urlOf(url, room, options.onConfirmed !== undefined), {
      onOpen: () => this.#start(),
      onMessage: (message) => this.#take(message),
      onClose: () => {
        this.#ready.reject(new Error(`the server ended the connection to ${room}`));
        options.onClose?.();
      },
    });
  }

  /** Resolves once the server has answered the first step 1 (or is connected, if it never answers). */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  get bytesReceived(): number {
    return this.#wire.bytesReceived;
  }

  get isClosed(): boolean {
    return this.#wire.isClosed;
  }

  sendUpdate(update: Uint8Array): void {
    this.#wire.send(this.#dialect.sync(this.#options.room, 2, update));
  }

  sendUpdates(updates: readonly Uint8Array[]): void {
    this.#wire.sendAll(updates.map((update) => this.#dialect.sync(this.#options.room, 2, update)));
  }

  sendAwareness(bytes: Uint8Array): void {
    this.#wire.send(this.#dialect.awareness(this.#options.room, bytes));
  }

  close(): void {
    this.#wire.close();
  }

  #start(): void {
    const { room, stateVector = emptyStateVector, answersSync = true } = this.#options;
    const hello = this.#dialect.hello(room);
    if (hello) this.#wire.send(hello);
    this.#wire.send(this.#dialect.sync(room, 0, stateVector));
    if (!answersSync) this.#ready.resolve();
  }

  #take(frame: Uint8Array): void {
    const { kind, bytes, count } = this.#dialect.decode(frame);
    const { room, answer, onUpdate, onConfirmed } = this.#options;
    if (kind === 'update') onUpdate?.(bytes);
    else if (kind === 'step2') {
      onUpdate?.(bytes);
      this.#ready.resolve();
    } else if (kind === 'step1') {
      const update = answer?.(bytes);
      if (update) this.#wire.send(this.#dialect.sync(room, 1, update));
    } else if (kind === 'confirmation') onConfirmed?.(count);
  }
}

function urlOf(base: string, room: string, confirm: boolean): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${room}`;
  if (confirm) url.searchParams.set('confirm', '1');
  return url.href;
}
