import type { ChangeEvent } from '../../../shared/contract/events.ts';

/** Tells every window what changed. A window that does not read is cut off, not waited for. */
export interface ChangeFeed {
  announce(event: ChangeEvent): void;
  subscribe(signal: AbortSignal | undefined): AsyncGenerator<ChangeEvent, void, void>;
  close(): void;
}

const maxWaiting = 1000;

interface Reader {
  waiting: ChangeEvent[];
  wake: () => void;
  ended: boolean;
}

export function createChangeFeed(): ChangeFeed {
  const readers = new Set<Reader>();
  const end = (reader: Reader) => {
    reader.ended = true;
    reader.wake();
  };
  return {
    announce(event) {
      for (const reader of readers) {
        reader.waiting.push(event);
        if (reader.waiting.length > maxWaiting) end(reader);
        else reader.wake();
      }
    },
    async *subscribe(signal) {
      const reader: Reader = { waiting: [], wake: () => undefined, ended: false };
      readers.add(reader);
      const stop = () => end(reader);
      signal?.addEventListener('abort', stop);
      try {
        while (!reader.ended) {
          const next = reader.waiting.shift();
          if (next) yield next;
          else await new Promise<void>((resolve) => (reader.wake = resolve));
        }
      } finally {
        readers.delete(reader);
        signal?.removeEventListener('abort', stop);
      }
    },
    close() {
      for (const reader of readers) end(reader);
    },
  };
}
