import type { createClone } from './clone.ts';
import type { WorldLink } from './world-link.ts';

/** Messages between a page's preload world and the stand-in, as `clone.ts` encodes them. */
export type FromPage =
  | { type: 'send'; channel: string; args: unknown }
  | { type: 'invoke'; channel: string; args: unknown; id: number }
  | { type: 'portMessage'; port: number; data: unknown }
  | { type: 'portClosed'; port: number }
  | { type: 'open'; address: string }
  | { type: 'failed'; text: string };
export type ToPage =
  | { type: 'message'; channel: string; args: unknown; ports: number[] }
  | { type: 'answer'; id: number; value: unknown; error?: string }
  | { type: 'portMessage'; port: number; data: unknown }
  | { type: 'portClosed'; port: number };

interface PreloadWorld {
  link: WorldLink;
  clone: ReturnType<typeof createClone>;
  /** Visible in this world only. */
  toShell: (text: string) => void;
}

type Listener = (event: { ports: MessagePort[] }, ...args: unknown[]) => void;

/**
 * What `require('electron')` gives a sandboxed preload script: `contextBridge` and `ipcRenderer`, and the
 * function through which the stand-in reaches this world. It may use no import.
 */
export function createPreloadWorld({ link, clone, toShell }: PreloadWorld) {
  const listeners = new Map<string, Set<Listener>>();
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const ports = new Map<number, MessagePort>();
  let lastId = 0;
  const send = (message: FromPage) => toShell(JSON.stringify(message));

  const openPort = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    ports.set(id, port1);
    port1.addEventListener('message', ({ data }) =>
      send({ type: 'portMessage', port: id, data: clone.encode(data) }),
    );
    port1.addEventListener('close', () => send({ type: 'portClosed', port: id }));
    port1.start();
    return port2;
  };
  const fromShell = (message: ToPage) => {
    if (message.type === 'portMessage') {
      ports.get(message.port)?.postMessage(clone.decode(message.data));
    } else if (message.type === 'portClosed') {
      ports.get(message.port)?.close();
    } else if (message.type === 'answer') {
      const waiting = pending.get(message.id);
      pending.delete(message.id);
      if (message.error !== undefined) waiting?.reject(new Error(message.error));
      else waiting?.resolve(clone.decode(message.value));
    } else {
      const event = { ports: message.ports.map(openPort) };
      const args = clone.decode(message.args) as unknown[];
      for (const listener of listeners.get(message.channel) ?? []) listener(event, ...args);
    }
  };
  const ipcRenderer = {
    on(channel: string, listener: Listener) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      return ipcRenderer;
    },
    off(channel: string, listener: Listener) {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
    send(channel: string, ...args: unknown[]) {
      send({ type: 'send', channel, args: clone.encode(args) });
    },
    invoke(channel: string, ...args: unknown[]) {
      const id = (lastId += 1);
      send({ type: 'invoke', channel, args: clone.encode(args), id });
      return new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
    },
  };
  const contextBridge = { exposeInMainWorld: (key: string, api: unknown) => link.expose(key, api) };
  return { electron: { contextBridge, ipcRenderer }, fromShell };
}
