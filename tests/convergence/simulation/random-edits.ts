import * as Y from 'yjs';
import { blocksToFragment, type Block } from '../../../shared/documents/block-nodes.ts';
import {
  addChapter,
  allChapterKeys,
  chapterStates,
  moveChapter,
  readChapters,
  removeChapter,
  restoreChapter,
  setChapterHeading,
  setChapterOwner,
  setChapterState,
  setChecklistTick,
} from '../../../shared/documents/chapters.ts';
import {
  chapterFragment,
  chapterFragmentName,
  setPlanTitle,
} from '../../../shared/documents/plan-document.ts';
import { visitElements } from '../../../shared/documents/plan-text.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Changes the document in one random way, as an editor or the chapter list does. */
export function randomEdit(doc: Y.Doc, random: SeededRandom): void {
  const keys = allChapterKeys(doc);
  if (keys.length === 0) return;
  const key = random.pick(keys);
  const edit = random.pick([
    writeText,
    writeText,
    writeText,
    writeBlock,
    deleteText,
    deleteBlock,
    markText,
    inTable,
  ]);
  doc.transact(() => {
    if (random.chance(0.2)) editOutline(doc, key, random);
    else edit({ fragment: chapterFragment(doc, key), random });
  });
}

interface Place {
  fragment: Y.XmlFragment;
  random: SeededRandom;
}

function textsOf(fragment: Y.XmlFragment): Y.XmlText[] {
  const texts: Y.XmlText[] = [];
  visitElements(fragment, (element) => {
    for (const child of element.toArray()) if (child instanceof Y.XmlText) texts.push(child);
  });
  return texts;
}

function writeText(place: Place): void {
  const { fragment, random } = place;
  const texts = textsOf(fragment);
  if (texts.length === 0) {
    writeBlock(place);
    return;
  }
  const text = random.pick(texts);
  text.insert(random.below(text.length + 1), `${'abc '.repeat(random.below(3))}${random.below(1000)}`);
}

function writeBlock({ fragment, random }: Place): void {
  const words = () => `word ${random.below(1000)}`;
  const block = random.pick<() => Block>([
    () => ({ type: 'paragraph', text: words() }),
    () => ({ type: 'heading', level: 2, text: words() }),
    () => ({ type: 'bulletList', items: [words(), words()] }),
    () => ({ type: 'taskList', items: [{ text: words(), done: random.chance(0.5) }] }),
    () => ({ type: 'table', rows: [[words(), words()], [{ text: words(), colspan: 2 }]] }),
  ])();
  const made = new Y.Doc({ guid: 'made' });
  const source = made.getXmlFragment('new');
  blocksToFragment([block], source);
  const elements = source.toArray().flatMap((node) => (node instanceof Y.XmlElement ? [node.clone()] : []));
  fragment.insert(random.below(fragment.length + 1), elements);
  made.destroy();
}

function deleteText({ fragment, random }: Place): void {
  const texts = textsOf(fragment).filter((text) => text.length > 0);
  if (texts.length === 0) return;
  const text = random.pick(texts);
  const from = random.below(text.length);
  text.delete(from, 1 + random.below(Math.min(6, text.length - from)));
}

function deleteBlock({ fragment, random }: Place): void {
  if (fragment.length > 0) fragment.delete(random.below(fragment.length), 1);
}

function markText({ fragment, random }: Place): void {
  const texts = textsOf(fragment).filter((text) => text.length > 0);
  if (texts.length === 0) return;
  const text = random.pick(texts);
  text.format(random.below(text.length), 1, {
    [random.pick(['bold', 'italic'])]: random.chance(0.7) ? {} : null,
  });
}

function inTable(place: Place): void {
  const { fragment, random } = place;
  const tables: Y.XmlElement[] = [];
  visitElements(fragment, (element) => {
    if (element.nodeName === 'table') tables.push(element);
  });
  if (tables.length === 0) {
    writeBlock(place);
    return;
  }
  const table = random.pick(tables);
  if (random.chance(0.4) && table.length > 1) {
    table.delete(random.below(table.length), 1);
    return;
  }
  const row = new Y.XmlElement('tableRow');
  const cell = new Y.XmlElement('tableCell');
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(`cell ${random.below(1000)}`)]);
  cell.insert(0, [paragraph]);
  row.insert(0, [cell]);
  table.insert(random.below(table.length + 1), [row]);
}

function editOutline(doc: Y.Doc, key: string, random: SeededRandom): void {
  const tops = readChapters(doc).filter(({ depth }) => depth === 0);
  const place = { afterKey: tops.length > 0 ? random.pick(tops).key : null, parentKey: null };
  random.pick<() => void>([
    () => setPlanTitle(doc, `Title ${random.below(100)}`),
    () => setChapterState(doc, key, random.pick(chapterStates)),
    () => setChapterOwner(doc, key, random.chance(0.7) ? `partner-${random.below(5)}` : null),
    () => setChapterHeading(doc, key, random.chance(0.7) ? `Heading ${random.below(9)}` : null),
    () => setChecklistTick(doc, key, `item-${random.below(3)}`, random.chance(0.6)),
    () => addIfNew(doc, `c${random.below(12)}`, place),
    () => moveChapter(doc, key, place.afterKey === key ? { afterKey: null, parentKey: null } : place),
    () => removeChapter(doc, key),
    () => restoreChapter(doc, key),
  ])();
}

function addIfNew(doc: Y.Doc, key: string, place: { afterKey: string | null; parentKey: null }): void {
  if (!allChapterKeys(doc).includes(key)) addChapter(doc, key, `Added ${key}`, place);
}

/** The document as a value that can be compared. */
export function contentOf(doc: Y.Doc): unknown {
  const chapters = allChapterKeys(doc).toSorted();
  return {
    meta: doc.getMap('meta').toJSON(),
    chapters: doc.getMap('chapters').toJSON(),
    outline: readChapters(doc),
    text: chapters.map((key) => doc.getXmlFragment(chapterFragmentName(key)).toJSON()),
  };
}
