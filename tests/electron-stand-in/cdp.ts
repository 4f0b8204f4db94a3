import { WebSocket } from 'ws';

type Listener = (params: never, sessionId: string | undefined) => void;

/** One connection to Chromium's debugging protocol; pages are reached through flat sessions. */
export class Cdp {
  #socket: WebSocket;
  #nextId = 1;
  #pending = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  #listeners = new Map<string, Set<Listener>>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#receive(JSON.parse(data.toString('utf8'))));
    socket.on('close', () => {
      for (const { reject } of this.#pending.values()) reject(new Error('Chromium is gone'));
      this.#pending.clear();
    });
  }

  static async connect(endpoint: string): Promise<Cdp> {
    const socket = new WebSocket(endpoint, { perMessageDeflate: false, maxPayload: 1 << 29 });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return new Cdp(socket);
  }

  send<Result = unknown>(method: string, params: object = {}, sessionId?: string): Promise<Result> {
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise<Result>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }));
    });
  }

  /** Listens to one event of one session (or of the browser, without a session). */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the event's type
  on<Params>(method: string, listener: (params: Params) => void, sessionId?: string): void {
    const own: Listener = (params, from) => {
      if (from === sessionId) listener(params);
    };
    const listeners = this.#listeners.get(method) ?? new Set();
    this.#listeners.set(method, listeners.add(own));
  }

  #receive(message: {
    id?: number;
    method?: string;
    params?: never;
    result?: never;
    error?: { message: string };
    sessionId?: string;
  }): void {
    if (message.id === undefined) {
      for (const listener of this.#listeners.get(message.method ?? '') ?? []) {
        listener(message.params as never, message.sessionId);
      }
      return;
    }
    const waiting = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.error) waiting?.reject(new Error(message.error.message));
    else waiting?.resolve(message.result as never);
  }
}
