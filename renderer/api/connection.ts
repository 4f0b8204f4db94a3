import type { Channel } from '../../shared/kernel/channel.ts';

export type ConnectionState = 'connecting' | 'connected' | 'lost';

/** The window's link to the backend, which may break and come back as a new channel. */
export interface Connection {
  state(): ConnectionState;
  /** Called at each change of the state. */
  onState(listener: (state: ConnectionState) => void): () => void;
  /** Called with the present channel, if there is one, and with each later one. */
  onChannel(listener: (channel: Channel) => void): () => void;
  /** The present channel, or the next one once there is one. */
  channel(): Promise<Channel>;
}

/** Makes a connection out of a source that delivers channels one after the other. */
export function createConnection(source: (deliver: (channel: Channel) => void) => void): Connection {
  const stateListeners = new Set<(state: ConnectionState) => void>();
  const channelListeners = new Set<(channel: Channel) => void>();
  let current: Channel | undefined;
  let state: ConnectionState = 'connecting';
  const become = (next: ConnectionState) => {
    if (state === next) return;
    state = next;
    for (const listener of [...stateListeners]) listener(next);
  };
  source((channel) => {
    current = channel;
    channel.onClose(() => {
      if (current !== channel) return;
      current = undefined;
      become('lost');
    });
    become('connected');
    for (const listener of [...channelListeners]) listener(channel);
  });
  const onChannel = (listener: (channel: Channel) => void) => {
    channelListeners.add(listener);
    if (current) listener(current);
    return () => channelListeners.delete(listener);
  };
  return {
    state: () => state,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    onChannel,
    channel() {
      if (current) return Promise.resolve(current);
      return new Promise((resolve) => {
        const stop = onChannel((channel) => {
          stop();
          resolve(channel);
        });
      });
    },
  };
}
