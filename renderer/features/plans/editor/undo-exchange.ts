import type * as Y from 'yjs';
import { ExchangeStep, reverseStep } from '../../../../shared/documents/word-exchange.ts';

/**
 * Lets undo take back, and redo take again, the accepting of a suggestion as steps of the exchange of its words.
 * The undo of Yjs would write the words anew, and of two people who undo while apart each would.
 */
export function undoExchanges(manager: Y.UndoManager): void {
  const steps = new WeakMap<StackItem, ExchangeStep>();
  const keepApart = ({ origin }: Y.Transaction) => {
    if (origin instanceof ExchangeStep) manager.stopCapturing();
  };
  manager.doc.on('beforeTransaction', keepApart);
  manager.doc.on('destroy', () => manager.doc.off('beforeTransaction', keepApart));
  manager.on('stack-item-added', ({ stackItem, origin }) => {
    if (!(origin instanceof ExchangeStep)) return;
    steps.set(stackItem, origin);
    manager.stopCapturing();
  });

  const reverseTop = (from: Direction, to: Direction, item: StackItem, step: ExchangeStep): boolean => {
    manager[from.stack].pop();
    manager[from.flag] = true;
    try {
      const reverse = reverseStep(manager.doc, step, item.insertions, manager);
      const made = manager[to.stack].at(-1);
      if (reverse && made) steps.set(made, reverse);
      return reverse !== null;
    } finally {
      manager[from.flag] = false;
      manager.stopCapturing();
    }
  };
  const reversing = (from: Direction, to: Direction): (() => StackItem | null) => {
    const plain = manager[from.name].bind(manager);
    const next = (): StackItem | null => {
      const items = manager[from.stack];
      const exchangeAt = items.findLastIndex((item) => steps.has(item));
      if (exchangeAt < 0) return plain();
      const item = items[exchangeAt]!;
      if (exchangeAt === items.length - 1) {
        // Somebody else has reversed it already: then the one before is meant, as with any other.
        return reverseTop(from, to, item, steps.get(item)!) ? item : next();
      }
      // Yjs goes on to the one before where nothing is left to do: an exchange is out of its reach.
      const below = items.splice(0, exchangeAt + 1);
      const done = plain();
      items.unshift(...below);
      return done ?? next();
    };
    return next;
  };
  manager.undo = reversing(undo, redo);
  manager.redo = reversing(redo, undo);
}

type StackItem = Y.UndoManager['undoStack'][number];

interface Direction {
  readonly name: 'undo' | 'redo';
  readonly stack: 'undoStack' | 'redoStack';
  readonly flag: 'undoing' | 'redoing';
}

const undo: Direction = { name: 'undo', stack: 'undoStack', flag: 'undoing' };
const redo: Direction = { name: 'redo', stack: 'redoStack', flag: 'redoing' };
