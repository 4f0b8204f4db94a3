import type { Channel, ChannelMessage } from '../../../shared/kernel/channel.ts';

/** What is used of the desktop shell's port, so that nothing here needs its types. */
export interface MainPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** A channel over a port that the desktop shell handed in. Other values than texts and bytes are dropped. */
export function channelOfMainPort(port: MainPort): Channel {
  const messages = new Set<(message: ChannelMessage) => void>();
  const closes = new Set<() => void>();
  let open = true;
  const end = () => {
    if (!open) return;
    open = false;
    for (const listener of closes) listener();
    messages.clear();
    closes.clear();
  };
  port.on('message', ({ data }) => {
    if (!open || !(typeof data === 'string' || data instanceof Uint8Array)) return;
    for (const listener of messages) listener(data);
  });
  port.on('close', end);
  return {
    send(message) {
      if (open) port.postMessage(typeof message === 'string' ? message : standalone(message));
    },
    onMessage(listener) {
      messages.add(listener);
      // The port holds messages back until somebody listens: nothing sent at the start is lost.
      port.start();
      return () => messages.delete(listener);
    },
    onClose(listener) {
      closes.add(listener);
      return () => closes.delete(listener);
    },
    close() {
      port.close();
      end();
    },
  };
}

/** Cloning a view copies its whole buffer: a small frame cut from a large pool must not take the pool along. */
function standalone(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
