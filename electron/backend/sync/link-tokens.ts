import type { SocketEnding } from './relay-socket.ts';

/** What a link shows the relay at each connection, and while it lasts. */
export interface LinkTokens {
  /** A token that is good now. Rejects with `NoTokenError`. */
  get(): Promise<string>;
  /** The relay did not take this one: the next call of `get` gives another. */
  reject(token: string): void;
  /** Calls with each renewed token. Returns the way to stop. */
  onRenewed(listener: (token: string) => void): () => void;
}

/** There is no token: the network or the relay says why, as if a connection had ended with it. */
export class NoTokenError extends Error {
  override readonly name = 'NoTokenError';
  readonly ending: SocketEnding;

  constructor(ending: SocketEnding, options?: ErrorOptions) {
    super('no token', options);
    this.ending = ending;
  }
}
