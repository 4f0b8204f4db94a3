import { EventEmitter } from 'node:events';

/** One end of a message channel: holds what arrives until somebody takes it, wherever that somebody is. */
export class PortEnd {
  peer: PortEnd | undefined;
  #waiting: unknown[] = [];
  #taker: { message: (data: unknown) => void; closed: () => void } | undefined;
  #closed = false;

  send(data: unknown): void {
    if (!this.#closed) this.peer?.receive(structuredClone(data));
  }

  receive(data: unknown): void {
    if (this.#closed) return;
    if (this.#taker) this.#taker.message(data);
    else this.#waiting.push(data);
  }

  take(taker: { message: (data: unknown) => void; closed: () => void }): void {
    this.#taker = taker;
    for (const data of this.#waiting.splice(0)) taker.message(data);
    if (this.#closed) taker.closed();
  }

  /** Closes both ends; each is told once. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#taker?.closed();
    this.peer?.close();
  }
}

/** Electron's `MessagePortMain`. */
export class MessagePortMain extends EventEmitter {
  #end: PortEnd | undefined;

  constructor(end: PortEnd) {
    super();
    this.#end = end;
  }

  postMessage(data: unknown, transfer: readonly MessagePortMain[] = []): void {
    if (transfer.length > 0) throw new Error('The stand-in passes ports to windows and processes only');
    this.#end?.send(data);
  }

  start(): void {
    this.#end?.take({
      message: (data) => void setImmediate(() => this.emit('message', { data, ports: [] })),
      closed: () => void setImmediate(() => this.emit('close')),
    });
  }

  close(): void {
    this.#end?.close();
  }

  /** Gives the end away, as transferring a port does; the port is of no use afterwards. */
  detach(): PortEnd {
    const end = this.#end;
    if (!end) throw new Error('Port at index 0 is already neutered');
    this.#end = undefined;
    return end;
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const [left, right] = [new PortEnd(), new PortEnd()];
    left.peer = right;
    right.peer = left;
    this.port1 = new MessagePortMain(left);
    this.port2 = new MessagePortMain(right);
  }
}

/** Port ends that were handed to one other place (a page, a process), by the numbers used on the way there. */
export class RemotePorts {
  #ends = new Map<number, PortEnd>();
  #lastId = 0;

  /** Takes ports to the other place: `message` and `closed` carry on what arrives for them. */
  transfer(
    ports: readonly MessagePortMain[],
    message: (id: number, data: unknown) => void,
    closed: (id: number) => void,
  ): { ids: number[]; connect: () => void } {
    const added = ports.map((port) => ({ id: (this.#lastId += 1), end: port.detach() }));
    for (const { id, end } of added) this.#ends.set(id, end);
    return {
      ids: added.map(({ id }) => id),
      // Called after the ports themselves are on their way: messages must not overtake them.
      connect: () => {
        for (const { id, end } of added) {
          end.take({ message: (data) => message(id, data), closed: () => closed(id) });
        }
      },
    };
  }

  receive(id: number, data: unknown): void {
    this.#ends.get(id)?.send(data);
  }

  close(id: number): void {
    this.#ends.get(id)?.close();
    this.#ends.delete(id);
  }

  closeAll(): void {
    for (const id of this.#ends.keys()) this.close(id);
  }
}
