import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { SeededRandom } from '../convergence/simulation/seeded-random.ts';

/** How often each fault befalls a message. */
export interface FaultRates {
  readonly duplicate: number;
  readonly reorder: number;
  readonly drop: number;
  /** Only towards the relay: stock clients throw where they cannot read. */
  readonly truncate: number;
}

export const noFaults: FaultRates = { duplicate: 0, reorder: 0, drop: 0, truncate: 0 };

interface Delivery {
  readonly now: readonly Buffer[];
  readonly later: readonly Buffer[];
}

type Harm = (message: Buffer, isToRelay: boolean) => Delivery;

/** Held-back messages follow after so many later ones, or when the line is quiet for so long. */
const heldMessages = 3;
const heldMs = 30;

/**
 * Stands between clients and a relay and harms the messages in both directions, as no network does: what a
 * WebSocket delivers is whole and in order. Whoever survives this does not lean on that.
 */
export class FaultProxy {
  readonly #target: string;
  readonly #random: SeededRandom;
  readonly #server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  readonly #lines = new Set<Line>();
  rates: FaultRates;
  /** How many of each have happened. */
  readonly done = { duplicate: 0, reorder: 0, drop: 0, truncate: 0 };

  constructor(target: string, random: SeededRandom, rates: FaultRates) {
    this.#target = target;
    this.#random = random;
    this.rates = rates;
    this.#server.on('connection', (near, request) => {
      const far = new WebSocket(`${this.#target}${request.url ?? '/'}`, { perMessageDeflate: false });
      const line = new Line(near, far, (message, isToRelay) => this.#harm(message, isToRelay));
      this.#lines.add(line);
      line.ended.then(() => this.#lines.delete(line)).catch(() => undefined);
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.#server.once('listening', () => resolve());
    });
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends all connections, so that everybody begins anew. */
  cut(): void {
    for (const line of this.#lines) line.cut();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  /** What is delivered at once in place of a message, and whether it is held back. */
  #harm(message: Buffer, isToRelay: boolean): Delivery {
    const { duplicate, reorder, drop, truncate } = this.rates;
    const happens = (rate: number, name: keyof typeof this.done) => {
      if (!this.#random.chance(rate)) return false;
      this.done[name] += 1;
      return true;
    };
    if (happens(drop, 'drop')) return { now: [], later: [] };
    if (isToRelay && happens(truncate, 'truncate')) {
      return { now: [message.subarray(0, this.#random.below(message.length))], later: [] };
    }
    if (happens(duplicate, 'duplicate')) return { now: [message, message], later: [] };
    if (happens(reorder, 'reorder')) return { now: [], later: [message] };
    return { now: [message], later: [] };
  }
}

/** One connection through the proxy: both ends live and die together. */
class Line {
  readonly ended: Promise<void>;
  readonly #near: WebSocket;
  readonly #far: WebSocket;

  constructor(near: WebSocket, far: WebSocket, harm: Harm) {
    this.#near = near;
    this.#far = far;
    const opened = new Promise<void>((resolve) => {
      far.once('open', () => resolve());
    });
    this.#forward(near, far, opened, (message) => harm(message, true));
    this.#forward(far, near, opened, (message) => harm(message, false));
    this.ended = new Promise((resolve) => {
      for (const end of [near, far]) end.on('close', () => resolve());
    });
  }

  cut(): void {
    this.#near.terminate();
    this.#far.terminate();
  }

  #forward(from: WebSocket, to: WebSocket, opened: Promise<void>, harm: (message: Buffer) => Delivery): void {
    const held: { message: Buffer; after: number }[] = [];
    const send = (message: Buffer) => to.readyState === WebSocket.OPEN && to.send(message);
    const release = () => held.splice(0).forEach(({ message }) => send(message));
    let timer: NodeJS.Timeout | undefined;
    from.on('message', (data: Buffer) => {
      const { now, later } = harm(data);
      void opened.then(() => {
        now.forEach(send);
        for (const one of held) one.after -= 1;
        while (held[0] && held[0].after <= 0) send(held.shift()!.message);
        for (const message of later) held.push({ message, after: heldMessages });
        clearTimeout(timer);
        timer = setTimeout(release, heldMs);
      });
    });
    from.on('error', () => this.cut());
    from.on('close', (code, reason) => {
      clearTimeout(timer);
      // A reason that may be sent on is sent on: clients decide by it whether to come back.
      if (code >= 3_000 && to.readyState === WebSocket.OPEN) to.close(code, reason);
      else to.terminate();
    });
  }
}
