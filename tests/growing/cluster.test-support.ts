import { connect, createServer, type Server, type Socket } from 'node:net';
import { type ChildRelay, startChildRelay } from '../../relay/child-relay.test-support.ts';

/**
 * A load balancer as small as can be: passes bytes to relays in turn, and to the next one when one does
 * not take the connection.
 */
export class Balancer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #targets: readonly string[] = [];
  #next = 0;

  constructor() {
    this.#server = createServer((socket) => this.#pass(socket, 0));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    if (!address || typeof address === 'string') throw new Error('the balancer has no port');
    return `ws://127.0.0.1:${address.port}`;
  }

  /** Addresses of relays (`ws://...`). */
  use(targets: readonly string[]): void {
    this.#targets = targets;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #pass(socket: Socket, attempt: number): void {
    if (attempt >= this.#targets.length) {
      socket.destroy();
      return;
    }
    const target = new URL(this.#targets[this.#next++ % this.#targets.length]!);
    const relay = connect(Number(target.port), target.hostname);
    const tryNext = () => this.#pass(socket, attempt + 1);
    relay.once('error', tryNext);
    relay.once('connect', () => {
      relay.off('error', tryNext);
      this.#join(socket, relay);
    });
  }

  #join(socket: Socket, relay: Socket): void {
    for (const [one, other] of [
      [socket, relay],
      [relay, socket],
    ] as const) {
      this.#sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }
}

/** Relays of one test, as processes of their own. */
export class Relays {
  readonly #args: readonly string[];
  readonly #environment: Record<string, string>;
  readonly running: ChildRelay[] = [];

  constructor(
    database: string,
    redis: string | undefined,
    environment: Record<string, string> = {},
    access: 'open' | 'members' = 'open',
  ) {
    this.#args = ['--port', '0', ...(access === 'open' ? ['--open'] : [])];
    this.#environment = {
      RELAY_DATABASE_URL: database,
      ...(redis === undefined ? {} : { RELAY_REDIS_URL: redis }),
      RELAY_LOG_LEVEL: 'warn',
      ...environment,
    };
  }

  async start(): Promise<ChildRelay & { url: string }> {
    const relay = await startChildRelay(this.#args, this.#environment);
    if (relay.url === undefined) throw new Error(`a relay did not start: ${relay.stderr()}`);
    this.running.push(relay);
    return { ...relay, url: relay.url };
  }

  async kill(relay: ChildRelay, signal: NodeJS.Signals = 'SIGKILL'): Promise<number | string> {
    const index = this.running.findIndex((one) => one.process === relay.process);
    if (index >= 0) this.running.splice(index, 1);
    relay.process.kill(signal);
    return relay.ended;
  }

  get urls(): string[] {
    return this.running.map((relay) => relay.url!);
  }

  async dispose(): Promise<void> {
    await Promise.all(this.running.slice().map((relay) => this.kill(relay)));
  }
}
