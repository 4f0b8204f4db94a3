import * as Y from 'yjs';
import { hashOf } from './document-id.ts';

/**
 * Words that come into a paragraph once, however many laptops put them there while apart. All of them
 * make the very same Yjs operation: the same client id, made from what the words stand for, between the
 * same two characters. Merging operations that are the same gives one; nothing has to be mended.
 */
export interface Slot {
  /** Null: the words go to the beginning of the paragraph. */
  readonly left: Y.ID | null;
  readonly right: Y.ID;
}

/** Put together from all that the operation consists of: equal ids must never name different words. */
export type OnceName = readonly (string | number | null)[];

const firstOnceClient = 2 ** 32;

/**
 * The client id for words that come once. Above 32 bits, where no laptop's own id is; Yjs orders what
 * stands in one place by it, so these words come last there: right before the character that they precede.
 */
export function onceClientId(name: OnceName): number {
  const bytes = hashOf(['once', ...name]);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const high = view.getUint32(0) % (2 ** 21 - 1);
  return firstOnceClient * (1 + high) + view.getUint32(4);
}

/** Whether a client id is one of words that come once. */
export const isOnceClient = (client: number): boolean => client >= firstOnceClient;

/** Whether the words of a client id have ever been put into a document, whatever became of them. */
export function wasPutOnce(doc: Y.Doc, client: number): boolean {
  return Y.getState(doc.store, client) > 0;
}

/** The slot of words that begin with a character: as the text is now, later it only names where they were. */
export function slotAt(doc: Y.Doc, first: Y.ID, characters: number): Slot | null {
  const item = itemAt(doc, first);
  if (!item) return null;
  // Inside the words where they are more than one: then what others write beside them stays beside them.
  const slot =
    characters > 1 ? { left: first, right: after(item, first) } : { left: before(item, first), right: first };
  return slot.right && { left: slot.left, right: slot.right };
}

/** The paragraph that a slot is in; null where it is gone, not here yet, or no slot at all. */
export function textOfSlot(doc: Y.Doc, { left, right }: Slot): Y.XmlText | null {
  const text = itemAt(doc, right)?.parent;
  if (!(text instanceof Y.XmlText)) return null;
  if (left === null) return text;
  const leftItem = itemAt(doc, left);
  if (leftItem?.parent !== text) return null;
  // In this order only: between characters in the other order laptops would not agree on a place.
  for (let item: Y.Item | null = leftItem; item; item = item.right) {
    if (holds(item, right)) return item !== leftItem || left.clock < right.clock ? text : null;
  }
  return null;
}

/**
 * Puts the words of a client id into their slot; empty words leave a trace that nobody sees. Once they have
 * been put nothing happens. Call it inside a transaction, with a slot whose `textOfSlot` is there.
 */
export function putOnce(transaction: Y.Transaction, slot: Slot, client: number, words: string): void {
  const { doc } = transaction;
  if (wasPutOnce(doc, client)) return;
  const { left, right } = slot;
  const leftItem = left && Y.getItemCleanEnd(transaction, doc.store, left);
  const rightItem = Y.getItemCleanStart(transaction, right);
  const text = rightItem.parent as Y.XmlText;
  const content = words === '' ? new Y.ContentDeleted(1) : new Y.ContentString(words);
  const id = Y.createID(client, 0);
  new Y.Item(id, leftItem, left, rightItem, right, text, null, content).integrate(transaction, 0);
  // Where Yjs remembers positions of its last changes, this one was not among them.
  if (text._searchMarker) text._searchMarker.length = 0;
}

/** From the first to behind the last character of a client id, as indexes in its paragraph. */
export function spanOf(
  text: Y.XmlText,
  client: number,
): { readonly from: number; readonly to: number } | null {
  let index = 0;
  let [from, to] = [-1, -1];
  for (let item = text._start; item; item = item.right) {
    const length = item.deleted || !item.countable ? 0 : item.length;
    if (item.id.client === client) {
      if (from < 0) from = index;
      to = index + length;
    }
    index += length;
  }
  return from < 0 ? null : { from, to };
}

function itemAt(doc: Y.Doc, id: Y.ID): Y.Item | null {
  if (!isKnown(doc, id)) return null;
  const item = Y.getItem(doc.store, id);
  return item instanceof Y.Item ? item : null;
}

const before = (item: Y.Item, { client, clock }: Y.ID): Y.ID | null =>
  clock > item.id.clock ? Y.createID(client, clock - 1) : (item.left?.lastId ?? null);
const after = (item: Y.Item, { client, clock }: Y.ID): Y.ID | null =>
  clock + 1 < item.id.clock + item.length ? Y.createID(client, clock + 1) : (item.right?.id ?? null);
const isKnown = (doc: Y.Doc, { client, clock }: Y.ID): boolean => clock < Y.getState(doc.store, client);
const holds = ({ id, length }: Y.Item, { client, clock }: Y.ID): boolean =>
  id.client === client && id.clock <= clock && clock < id.clock + length;
