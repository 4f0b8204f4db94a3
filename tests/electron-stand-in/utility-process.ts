import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';

import { type MessagePortMain, RemotePorts } from './ports.ts';

/** Messages between the stand-in and a utility process. */
export type ProcessMessage =
  | { type: 'message'; data: unknown; ports: number[] }
  | { type: 'portMessage'; port: number; data: unknown }
  | { type: 'portClosed'; port: number };

const childSetup = fileURLToPath(new URL('utility-child.ts', import.meta.url));

/** Electron's `UtilityProcess` as a real process of Node. */
export class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;
  readonly #ports = new RemotePorts();

  constructor(modulePath: string, args: string[], options: { stdio?: string | string[] } = {}) {
    super();
    const stdio = Array.isArray(options.stdio) ? options.stdio : ['ignore', 'inherit', 'inherit'];
    this.#child = fork(modulePath, args, {
      execArgv: ['--import', childSetup],
      serialization: 'advanced',
      stdio: [...(stdio as 'pipe'[]), 'ipc'],
    });
    this.#child.on('message', (message: ProcessMessage) => this.#receive(message));
    this.#child.once('spawn', () => this.emit('spawn'));
    this.#child.once('exit', (code, signal) => {
      this.#ports.closeAll();
      this.emit('exit', code ?? (signal === 'SIGKILL' ? 9 : 1));
    });
  }

  get pid(): number | undefined {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  get stdout() {
    return this.#child.stdout;
  }

  get stderr() {
    return this.#child.stderr;
  }

  postMessage(data: unknown, transfer: readonly MessagePortMain[] = []): void {
    const { ids, connect } = this.#ports.transfer(
      transfer,
      (port, portData) => this.#send({ type: 'portMessage', port, data: portData }),
      (port) => this.#send({ type: 'portClosed', port }),
    );
    this.#send({ type: 'message', data, ports: ids });
    connect();
  }

  kill(signal: NodeJS.Signals = 'SIGTERM'): boolean {
    return this.#child.kill(signal);
  }

  #send(message: ProcessMessage): void {
    // As Electron does, drops what a process that has just died cannot get: without a listener for the
    // outcome, Node raises it as an error that ends the shell.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #receive(message: ProcessMessage): void {
    if (message.type === 'message') this.emit('message', message.data);
    else if (message.type === 'portMessage') this.#ports.receive(message.port, message.data);
    else this.#ports.close(message.port);
  }
}
