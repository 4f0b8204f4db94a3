import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createCommonsMirror } from './commons-mirror.ts';
import type { LocalDocument } from './local-document.ts';
import type { DocumentCommit } from './observed-storage.ts';

/** A mirror on a hub that only opens the commons, and rounds that end when they are told to. */
function setUp(reconcile?: (commons: LocalDocument, isClosed: () => boolean) => Promise<void>) {
  const listeners = new Set<(commit: DocumentCommit) => void>();
  const opened: { alive: boolean; closed: boolean }[] = [];
  const bugs: unknown[] = [];
  const rounds: (() => void)[] = [];
  let openFault: Error | undefined;
  const open = (id: string): Promise<LocalDocument> => {
    expect(id).toBe('commons');
    if (openFault) return Promise.reject(openFault);
    const state = { alive: true, closed: false };
    opened.push(state);
    return Promise.resolve({
      doc: new Y.Doc(),
      isAlive: () => state.alive,
      change: () => Promise.resolve(),
      close: () => (state.closed = true),
    });
  };
  const mirror = createCommonsMirror({
    hub: {
      open,
      onCommitted(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    reconcile: reconcile ?? (() => new Promise((resolve) => rounds.push(resolve))),
    concerns: (id) => id === 'snapshot-1',
    reportBug(error) {
      bugs.push(error);
      return 'bug';
    },
  });
  return {
    mirror,
    opened,
    bugs,
    rounds,
    listeners,
    failToOpen: (fault: Error | undefined) => (openFault = fault),
    commit: (documentId: string) => {
      const commit = { documentId, sequence: 1, update: new Uint8Array(), origin: 'relay' };
      for (const listener of listeners) listener(commit);
    },
  };
}

/** Lets everything run that waits for nothing. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

describe('what keeps a workspace and the commons the same', () => {
  it('goes one round for several changes, and one more for what changed meanwhile', async () => {
    const { mirror, rounds } = setUp();
    mirror.changed();
    mirror.changed();
    await pause();
    expect(rounds).toHaveLength(1);
    mirror.changed();
    mirror.changed();
    await pause();
    expect(rounds).toHaveLength(1);
    rounds[0]!();
    await pause();
    expect(rounds).toHaveLength(2);
    rounds[1]!();
    await mirror.settled();
    expect(rounds).toHaveLength(2);
  });

  it('goes a round for the commons and the documents that concern it, for no others', async () => {
    let rounds = 0;
    const { mirror, commit } = setUp(() => Promise.resolve(void (rounds += 1)));
    for (const [id, expected] of [
      ['commons', 1],
      ['snapshot-1', 2],
      ['plan-1', 2],
    ] as const) {
      commit(id);
      await mirror.settled();
      expect([id, rounds]).toEqual([id, expected]);
    }
  });

  it('settles only after the rounds that a round itself asks for', async () => {
    let left = 3;
    const { mirror } = setUp(() => {
      left -= 1;
      if (left > 0) mirror.changed();
      return Promise.resolve();
    });
    mirror.changed();
    await mirror.settled();
    expect(left).toBe(0);
  });

  it('keeps the commons open from round to round, and opens them again when their room has ended', async () => {
    const { mirror, opened } = setUp(() => Promise.resolve());
    for (const isAlive of [true, false, true]) {
      mirror.changed();
      await mirror.settled();
      opened.at(-1)!.alive = isAlive;
    }
    expect(opened.map(({ closed }) => closed)).toEqual([true, false]);
  });

  it('reports a round that fails and goes the next', async () => {
    const { mirror, bugs, opened, failToOpen } = setUp(() => Promise.resolve());
    failToOpen(new Error('disk full'));
    mirror.changed();
    await mirror.settled();
    expect(bugs).toEqual([new Error('disk full')]);
    failToOpen(undefined);
    mirror.changed();
    await mirror.settled();
    expect([bugs.length, opened.length]).toEqual([1, 1]);
  });

  it('ends after the round under way, which is told so, and goes none after', async () => {
    let finish: (() => void) | undefined;
    const told: boolean[] = [];
    const { mirror, opened, listeners, bugs } = setUp(async (_commons, isClosed) => {
      await new Promise<void>((resolve) => (finish = resolve));
      told.push(isClosed());
      throw new Error('the database is closed');
    });
    mirror.changed();
    await pause();
    mirror.changed();
    const closing = mirror.close();
    expect([opened[0]!.closed, listeners.size]).toEqual([false, 0]);
    finish!();
    await closing;
    mirror.changed();
    await pause();
    expect([told, bugs, opened.map(({ closed }) => closed)]).toEqual([[true], [], [true]]);
  });
});
