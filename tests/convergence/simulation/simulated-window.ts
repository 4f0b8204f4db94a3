import type * as Y from 'yjs';
import type { DocumentHub } from '../../../electron/backend/documents/document-hub.ts';
import { type DocumentSession, openDocument } from '../../../renderer/api/documents/document-session.ts';
import { type Channel, channelPair } from '../../../shared/kernel/channel.ts';
import { coverageOf, type Coverage } from '../../../relay/rooms/compaction.ts';
import type { SeededRandom } from './seeded-random.ts';
import { processTime, type VirtualTime } from './virtual-time.ts';

/** One edit as it left the window. */
export interface EmittedUpdate {
  readonly update: Uint8Array;
  readonly holds: Coverage;
  /** The window showed "saved" after it. */
  saved: boolean;
}

/** One window with the plan open: a real session over a channel that can break. */
export interface SimulatedWindow {
  readonly session: DocumentSession;
  readonly emitted: readonly EmittedUpdate[];
  connect(hub: DocumentHub): void;
  loseBackend(): void;
  /** Closes as a user does: what is not saved is still brought to the backend. */
  close(): void;
  /** Gone at once, with everything that was not saved. */
  crash(): void;
}

const maxChannelDelayMs = 5;

export function createSimulatedWindow(options: {
  time: VirtualTime;
  random: SeededRandom;
  planId: string;
  clientId: number;
}): SimulatedWindow {
  const { time, random } = options;
  const process = processTime(time);
  const listeners = new Set<(channel: Channel) => void>();
  const emitted: EmittedUpdate[] = [];
  let channel: Channel | undefined;
  let generation = 0;
  const connection = {
    onChannel(listener: (channel: Channel) => void) {
      listeners.add(listener);
      if (channel) listener(channel);
      return () => listeners.delete(listener);
    },
  };
  const session = openDocument(connection, options.planId, {
    after: process.after,
    random: () => random.next(),
  });
  session.doc.clientID = options.clientId;
  session.doc.on(
    'update',
    (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (transaction.local) emitted.push({ update, holds: coverageOf([update]), saved: false });
    },
  );
  session.subscribe(() => {
    if (session.saved()) for (const edit of emitted) edit.saved = true;
  });
  const breakChannel = () => {
    generation += 1;
    channel?.close();
    channel = undefined;
  };
  return {
    session,
    emitted,
    connect(hub) {
      const own = ++generation;
      let lastAt = 0;
      const [here, there] = channelPair((task) => {
        lastAt = Math.max(lastAt, time.now() + random.below(maxChannelDelayMs));
        time.after(lastAt - time.now(), () => own === generation && task());
      });
      channel = here;
      hub.attach(there);
      for (const listener of listeners) listener(here);
    },
    loseBackend: breakChannel,
    close: () => session.close(),
    crash() {
      process.kill();
      breakChannel();
      session.doc.destroy();
    },
  };
}
