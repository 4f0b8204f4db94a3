import { EventEmitter } from 'node:events';

import { MessageChannelMain, type MessagePortMain } from './ports.ts';
import type { ProcessMessage } from './utility-process.ts';

/* Loaded into a utility process before its own program: gives it `process.parentPort`. */

const parentPort = new EventEmitter() as EventEmitter & { postMessage: (data: unknown) => void };
const innerEnds = new Map<number, MessagePortMain>();
const send = (message: ProcessMessage) => void process.send?.(message);

parentPort.postMessage = (data) => send({ type: 'message', data, ports: [] });
Object.assign(process, { parentPort });

process.on('message', (message: ProcessMessage) => {
  if (message.type === 'message') {
    parentPort.emit('message', { data: message.data, ports: message.ports.map(openPort) });
  } else if (message.type === 'portMessage') {
    innerEnds.get(message.port)?.postMessage(message.data, []);
  } else {
    innerEnds.get(message.port)?.close();
    innerEnds.delete(message.port);
  }
});
// Electron ends its utility processes with itself.
process.on('disconnect', () => process.exit(1));

function openPort(id: number): MessagePortMain {
  const { port1, port2 } = new MessageChannelMain();
  innerEnds.set(id, port1);
  port1.on('message', ({ data }: { data: unknown }) => send({ type: 'portMessage', port: id, data }));
  port1.on('close', () => send({ type: 'portClosed', port: id }));
  port1.start();
  return port2;
}
