import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readChapters } from './chapters.ts';
import { storedImages } from './images.ts';
import {
  chapterFragment,
  documentCompatibility,
  planMetaMap,
  planSchemaVersion,
  readPlanMeta,
  setPlanTitle,
} from './plan-document.ts';
import { planTexts } from './plan-search.ts';
import { chapterOutline, hasWriting, writtenText } from './plan-text.ts';
import { readOnlyCopyOf } from './read-only-copy.ts';
import { newPlan } from './plan.test-support.ts';

describe('plan meta', () => {
  it('reads back what the template wrote and what users rename', () => {
    const doc = newPlan('el');
    setPlanTitle(doc, '  Κοινό   σχέδιο ');
    expect(readPlanMeta(doc)).toMatchObject({
      schemaVersion: planSchemaVersion,
      templateKey: 'joint-strategic-plan',
      templateVersion: '1.0.0',
      language: 'el',
      title: 'Κοινό σχέδιο',
    });
    expect(() => setPlanTitle(doc, '  ')).toThrow(expect.objectContaining({ code: 'invalidInput' }));
  });

  it.each([
    [planSchemaVersion, 'current'],
    [planSchemaVersion + 1, 'newer'],
    ['1', 'newer'],
    [-3, 'newer'],
    [Number.NaN, 'newer'],
    [undefined, 'newer'],
  ] as const)('calls schema version %s %s', (version, expected) => {
    const doc = newPlan('en');
    if (version === undefined) planMetaMap(doc).delete('schemaVersion');
    else planMetaMap(doc).set('schemaVersion', version);
    expect(documentCompatibility(doc)).toBe(expected);
  });

  it('lets a document that has not been loaded yet be filled', () => {
    expect(documentCompatibility(new Y.Doc())).toBe('current');
  });

  it('refuses to change a newer document', () => {
    const doc = newPlan('en');
    planMetaMap(doc).set('schemaVersion', planSchemaVersion + 1);
    const before = Y.encodeStateVector(doc);
    expect(() => setPlanTitle(doc, 'New')).toThrow(expect.objectContaining({ code: 'readOnly' }));
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });
});

describe('a read-only copy', () => {
  it('follows the original and gives nothing back', () => {
    const doc = newPlan('en');
    const copy = readOnlyCopyOf(doc);
    const stop = copy.follow();
    setPlanTitle(doc, 'Later title');
    expect(readPlanMeta(copy.doc).title).toBe('Later title');
    const before = Y.encodeStateAsUpdate(doc);
    chapterFragment(copy.doc, 'action-plan').delete(0, 1);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
    stop();
    setPlanTitle(doc, 'Unseen');
    expect(readPlanMeta(copy.doc).title).toBe('Later title');
    copy.follow();
    expect(readPlanMeta(copy.doc).title).toBe('Unseen');
  });
});

/** Anything a broken or hostile peer can put under the names that the readers look at. */
const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.uint8Array({ maxLength: 8 }),
  fc.double(),
  fc.constantFrom('title', 'agreed', 'mandate', 'A0', '', 'z'.repeat(5000)),
);

describe('documents written by anybody', () => {
  it('never make a reader throw', () => {
    const names = [
      'schemaVersion',
      'title',
      'language',
      'order',
      'parent',
      'state',
      'owner',
      'removed',
      'number',
      'tick:x',
    ];
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom('meta', 'chapters', 'chapter', 'images'),
            fc.constantFrom(...names),
            anyValue,
          ),
          { maxLength: 12 },
        ),
        fc.array(fc.constantFrom('mandate', 'x', '6', 'Bad Key', '__proto__', 'measures-finance'), {
          maxLength: 4,
        }),
        (writes, keys) => {
          const doc = newPlan('en');
          for (const key of keys) doc.getMap('chapters').set(key, new Y.Map());
          for (const [place, name, value] of writes) {
            const target =
              place === 'chapter' ? doc.getMap('chapters').get(keys[0] ?? 'mandate') : doc.getMap(place);
            if (target instanceof Y.Map) target.set(name, value);
          }
          expect(readPlanMeta(doc).title.length).toBeLessThanOrEqual(300);
          const chapters = readChapters(doc);
          expect(new Set(chapters.map(({ key }) => key)).size).toBe(chapters.length);
          expect(planTexts(doc).length).toBe(chapters.length);
          expect(storedImages(doc)).toEqual([]);
          expect(['current', 'older', 'newer']).toContain(documentCompatibility(doc));
        },
      ),
    );
  });

  it('survives a fragment with foreign items, embeds, and nesting without end', () => {
    const doc = new Y.Doc();
    const fragment = chapterFragment(doc, 'deep');
    doc.transact(() => {
      let parent: Y.XmlFragment = fragment;
      for (let depth = 0; depth < 20_000; depth += 1) {
        const child = new Y.XmlElement('blockquote');
        parent.insert(0, [child]);
        parent = child;
      }
    });
    const text = new Y.XmlText();
    fragment.insert(0, [text, new Y.XmlHook('widget') as unknown as Y.XmlElement]);
    text.insertEmbed(0, { any: 'thing' });
    text.insert(1, 'seen');
    expect(writtenText(fragment)).toBe('seen');
    expect(hasWriting(fragment)).toBe(true);
    expect(chapterOutline(fragment)).toEqual([]);
  });
});
