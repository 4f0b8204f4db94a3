import { describe, expect, it, vi } from 'vitest';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { caretColorFor, caretColors } from './caret-colors.ts';
import { SafeAwareness } from './safe-awareness.ts';

const quiet = { unnamed: 'Somebody', isBusy: () => false, later: () => () => undefined };

const luminance = (color: string) => {
  const channel = (index: number) => {
    const value = Number.parseInt(color.slice(index, index + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
};
const contrast = (left: string, right: string) => {
  const [low, high] = [luminance(left), luminance(right)].toSorted((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

describe('colours of carets', () => {
  it.each(caretColors)('%s carries white text and is seen on the dark page', (color) => {
    expect(contrast(color, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color, '#1a1d22')).toBeGreaterThanOrEqual(3);
  });

  it('are the same for the same person', () => {
    expect(caretColorFor('partner-05')).toBe(caretColorFor('partner-05'));
    expect(
      new Set(Array.from({ length: 25 }, (_, index) => caretColorFor(`partner-${index}`))).size,
    ).toBeGreaterThan(5);
  });
});

describe('what others send about themselves', () => {
  const statesFor = (state: Record<string, unknown>) => {
    const doc = new Y.Doc();
    doc.getXmlFragment('chapter:vision').insert(0, [new Y.XmlText('text')]);
    const awareness = new Awareness(doc);
    awareness.setLocalState(state);
    const seen = new SafeAwareness(awareness, quiet).getStates().get(doc.clientID)!;
    awareness.destroy();
    return seen;
  };

  it('comes through when it is right', () => {
    const doc = new Y.Doc();
    const fragment = doc.getXmlFragment('chapter:vision');
    const position: unknown = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(fragment, 0));
    const cursor = { anchor: position, head: position };
    expect(statesFor({ user: { name: 'Άννα', color: '#0072b2' }, cursor })).toEqual({
      user: { name: 'Άννα', color: '#0072b2' },
      cursor,
    });
  });

  it.each([
    [{}, 'Somebody'],
    [{ user: { name: 7, color: 'url(x)' } }, 'Somebody'],
    [{ user: { name: '  ', color: null } }, 'Somebody'],
    [{ user: { name: 'A\u202e\n\u0000B', color: '#ffffff' } }, 'A B'],
    [{ user: { name: 'x'.repeat(500) } }, 'x'.repeat(40)],
  ])('gets a name and a colour that can be read: %j', (state, name) => {
    expect(statesFor(state).user).toEqual({ name, color: '#6b7280' });
  });

  it.each([
    [{ anchor: undefined, head: undefined }],
    [{ anchor: 'x', head: 3 }],
    [{ anchor: {}, head: {} }],
    [{ anchor: { tname: 9 }, head: { tname: 9 } }],
    [{ anchor: { item: { client: 'x', clock: 0 } }, head: { item: { client: 1, clock: 1 } } }],
    [[]],
  ])('loses a position that would break the editor: %j', (cursor) => {
    expect(statesFor({ cursor })).not.toHaveProperty('cursor');
  });

  it('keeps other fields of the own user', () => {
    const awareness = new Awareness(new Y.Doc());
    awareness.setLocalStateField('user', { name: 'Old', device: 'd1' });
    new SafeAwareness(awareness, quiet).setLocalStateField('user', { name: 'New', color: '#0072b2' });
    expect(awareness.getLocalState()).toMatchObject({
      user: { name: 'New', color: '#0072b2', device: 'd1' },
    });
    awareness.destroy();
  });
});

describe('when carets are drawn', () => {
  const setUp = () => {
    const awareness = new Awareness(new Y.Doc());
    const tasks: { task: () => void; called: boolean }[] = [];
    const state = { busy: false };
    const later = (_delayMs: number, task: () => void) => {
      const entry = { task, called: false };
      tasks.push(entry);
      return () => {
        entry.called = true;
      };
    };
    const runLater = () => {
      for (const entry of tasks.splice(0)) if (!entry.called) entry.task();
    };
    const safe = new SafeAwareness(awareness, { unnamed: 'Somebody', isBusy: () => state.busy, later });
    const drawn = vi.fn();
    safe.on('change', drawn);
    const other = new Awareness(new Y.Doc());
    const otherMoves = (place: number) => {
      other.setLocalState({ place });
      applyAwarenessUpdate(awareness, encodeAwarenessUpdate(other, [other.clientID]), 'test');
    };
    const end = () => {
      awareness.destroy();
      other.destroy();
    };
    return { awareness, safe, drawn, otherMoves, runLater, state, end };
  };

  it('many moves of others are drawn once, own moves never', () => {
    const { awareness, drawn, otherMoves, runLater, end } = setUp();
    awareness.setLocalStateField('cursor', { place: 1 });
    runLater();
    expect(drawn).not.toHaveBeenCalled();
    for (let place = 0; place < 20; place += 1) otherMoves(place);
    runLater();
    expect(drawn).toHaveBeenCalledOnce();
    end();
  });

  it('a click on its way is waited for, and nothing is drawn after the editor has gone', () => {
    const { safe, drawn, otherMoves, runLater, state, end } = setUp();
    state.busy = true;
    otherMoves(1);
    runLater();
    expect(drawn).not.toHaveBeenCalled();
    state.busy = false;
    runLater();
    expect(drawn).toHaveBeenCalledOnce();
    otherMoves(2);
    safe.off('change', drawn);
    runLater();
    otherMoves(3);
    runLater();
    expect(drawn).toHaveBeenCalledOnce();
    end();
  });
});
