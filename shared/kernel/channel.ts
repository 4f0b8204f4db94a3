/**
 * One ordered, reliable link between a window and the backend. Text messages carry requests and
 * their answers, binary messages carry document frames. Who made it (a MessagePort in the desktop
 * shell, a loopback WebSocket in the browser host) is not visible here.
 */
export interface Channel {
  send(message: ChannelMessage): void;
  /** Listeners get every message from now on; returns the way to stop listening. */
  onMessage(listener: (message: ChannelMessage) => void): () => void;
  /** Called once, when the other side is gone or `close` was called. */
  onClose(listener: () => void): () => void;
  close(): void;
}

export type ChannelMessage = string | Uint8Array;

/** The port shape that the oRPC message-port adapter accepts. */
export interface TextPort {
  on(event: string, callback: (event?: { data: unknown }) => void): void;
  postMessage(data: unknown): void;
}

/** The text lane of a channel as a port for the oRPC message-port adapter. */
export function textPortOf(channel: Channel): TextPort {
  return {
    on(event, callback) {
      if (event === 'message') {
        channel.onMessage((message) => {
          if (typeof message === 'string') callback({ data: message });
        });
      } else if (event === 'close') {
        channel.onClose(() => callback());
      }
    },
    postMessage(data) {
      // The adapter sends text except for file attachments, which the contract does not use.
      if (typeof data !== 'string') throw new TypeError('The request lane carries text only');
      channel.send(data);
    },
  };
}

/** Two ends of a channel inside one process: for tests and for the command line. */
export function channelPair(schedule: (task: () => void) => void): [Channel, Channel] {
  const ends = [createEnd(), createEnd()] as const;
  const connect = (own: (typeof ends)[number], other: (typeof ends)[number]): Channel => ({
    send(message) {
      if (!own.open) return;
      schedule(() => {
        if (other.open) for (const listener of [...other.messages]) listener(message);
      });
    },
    onMessage: (listener) => subscribe(own.messages, listener),
    onClose: (listener) => subscribe(own.closes, listener),
    close() {
      for (const end of ends) {
        if (!end.open) continue;
        end.open = false;
        for (const listener of [...end.closes]) listener();
      }
    },
  });
  return [connect(ends[0], ends[1]), connect(ends[1], ends[0])];
}

function createEnd() {
  return {
    open: true,
    messages: new Set<(message: ChannelMessage) => void>(),
    closes: new Set<() => void>(),
  };
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
