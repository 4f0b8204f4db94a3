import type { Channel, ChannelMessage } from '../../shared/kernel/channel.ts';
import { isBackendPortMessage, type WorkbenchShell } from '../../shared/kernel/shell.ts';
import { createConnection, type Connection } from './connection.ts';

declare global {
  interface Window {
    workbenchShell?: WorkbenchShell;
  }
}

/** The connection that this window has: the desktop shell's ports, or the browser host's socket. */
export function connectToBackend(page: Window): Connection {
  const shell = page.workbenchShell;
  return createConnection(shell ? fromShell(page, shell) : fromSocket(page));
}

function fromShell(page: Window, shell: WorkbenchShell) {
  return (deliver: (channel: Channel) => void) => {
    let current: MessageChannelEnd | undefined;
    page.addEventListener('message', (event) => {
      const port = event.ports[0];
      if (event.source !== page || !port || !isBackendPortMessage(event.data)) return;
      current = portChannel(port);
      deliver(current.channel);
    });
    // A dead backend does not close its ports: the shell says so.
    shell.onBackendLost(() => current?.lost());
    void shell.requestPort();
  };
}

interface MessageChannelEnd {
  channel: Channel;
  lost(): void;
}

function portChannel(port: MessagePort): MessageChannelEnd {
  const listeners = createListeners();
  port.addEventListener('message', (event: MessageEvent<ChannelMessage>) => listeners.message(event.data));
  port.addEventListener('close', () => listeners.close());
  port.start();
  const channel = listeners.channel(
    (message) => port.postMessage(message),
    () => port.close(),
  );
  return { channel, lost: () => listeners.close() };
}

const retryDelayMs = 500;

function fromSocket(page: Window) {
  return (deliver: (channel: Channel) => void) => {
    const token = new URLSearchParams(page.location.hash.slice(1)).get('token');
    if (token) {
      page.sessionStorage.setItem('token', token);
      page.history.replaceState(null, '', page.location.pathname);
    }
    const connect = () => {
      const secret = page.sessionStorage.getItem('token') ?? '';
      // The token travels as a subprotocol: a header, not part of an address that could be logged.
      const socket = new WebSocket(`ws://${page.location.host}/channel`, ['workbench', `token.${secret}`]);
      socket.binaryType = 'arraybuffer';
      const listeners = createListeners();
      socket.addEventListener('message', (event: MessageEvent<string | ArrayBuffer>) => {
        listeners.message(typeof event.data === 'string' ? event.data : new Uint8Array(event.data));
      });
      socket.addEventListener('open', () =>
        deliver(
          listeners.channel(
            (message) => socket.send(message as string | Uint8Array<ArrayBuffer>),
            () => socket.close(),
          ),
        ),
      );
      socket.addEventListener('close', () => {
        listeners.close();
        setTimeout(connect, retryDelayMs);
      });
    };
    connect();
  };
}

function createListeners() {
  const messages = new Set<(message: ChannelMessage) => void>();
  const closes = new Set<() => void>();
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    for (const listener of [...closes]) listener();
  };
  const subscribe = <T>(set: Set<T>, listener: T) => {
    set.add(listener);
    return () => set.delete(listener);
  };
  return {
    message(message: ChannelMessage) {
      if (open) for (const listener of [...messages]) listener(message);
    },
    close,
    channel: (send: (message: ChannelMessage) => void, end: () => void): Channel => ({
      send(message) {
        if (open) send(message);
      },
      onMessage: (listener) => subscribe(messages, listener),
      onClose: (listener) => subscribe(closes, listener),
      close() {
        end();
        close();
      },
    }),
  };
}
