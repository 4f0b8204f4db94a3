import type { WebSocket } from 'ws';
import type { Channel, ChannelMessage } from '../shared/kernel/channel.ts';

/** A page that reads too slowly is cut off at so many waiting bytes; it connects again and reads anew. */
const maxWaitingBytes = 256 * 1024 * 1024;

/** A channel over a page's socket. */
export function channelOfSocket(socket: WebSocket): Channel {
  const listeners = new Set<(message: ChannelMessage) => void>();
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    const message = isBinary ? new Uint8Array(data) : data.toString('utf8');
    for (const listener of [...listeners]) listener(message);
  });
  return {
    send(message) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > maxWaitingBytes) socket.terminate();
      else socket.send(message);
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onClose(listener) {
      socket.once('close', listener);
      return () => socket.off('close', listener);
    },
    close: () => socket.close(1001),
  };
}
