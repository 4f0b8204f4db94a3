import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { keepStrandedText, readKeptText, settleKeptText } from './kept-text.ts';
import { chapterFragment, planMetaMap } from './plan-document.ts';
import { chapterText } from './plan-text.ts';
import { mergeAll } from './plan.test-support.ts';

function laptop() {
  const [plan, comments] = [new Y.Doc(), new Y.Doc()];
  return {
    plan,
    comments,
    kept: () => readKeptText(plan, comments).map(({ text }) => text),
    settle: (putBack: boolean) =>
      settleKeptText(plan, comments, { id: '1:16', putBack, author: { partnerId: null, name: '' }, at: 2 }),
    text: () => chapterText(chapterFragment(plan, 'vision')),
    write(text: string) {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(text)]);
      chapterFragment(plan, 'vision').push([paragraph]);
    },
  };
}
type Laptop = ReturnType<typeof laptop>;

function meet(...laptops: Laptop[]): void {
  mergeAll(...laptops.map(({ plan }) => plan));
  mergeAll(...laptops.map(({ comments }) => comments));
}

function three(): [Laptop, Laptop, Laptop] {
  const laptops: [Laptop, Laptop, Laptop] = [laptop(), laptop(), laptop()];
  const [first] = laptops;
  planMetaMap(first.plan).set('schemaVersion', 1);
  first.write('We meet.');
  keepStrandedText(first.comments, [{ id: '1:16', chapterKey: 'vision', text: ' In spring.' }], 1);
  meet(...laptops);
  return laptops;
}

describe('text that is put back', () => {
  it('WO-4 by three people who are apart stands once, behind all that is there', () => {
    const laptops = three();
    const [first, second] = laptops;
    for (const one of laptops) one.settle(true);
    expect(first.text()).toBe('We meet.\nIn spring.');
    second.write('All of us.');
    meet(...laptops);
    for (const one of laptops) {
      expect(one.text()).toBe('We meet.\nIn spring.\nAll of us.');
      expect(one.kept()).toEqual([]);
    }
  });

  it('stands though somebody else let it go, and everybody knows it as settled', () => {
    const laptops = three();
    laptops[0].settle(true);
    laptops[1].settle(false);
    meet(...laptops);
    for (const one of laptops) expect([one.text(), one.kept()]).toEqual(['We meet.\nIn spring.', []]);
    expect(() => laptops[2].settle(true)).toThrow(/notFound/);
  });

  it('waits on, for others, while the plan of who put it back is refused', () => {
    const [first, second] = three();
    first.settle(true);
    mergeAll(first.comments, second.comments);
    expect(second.kept()).toEqual([' In spring.']);
    second.settle(true);
    meet(first, second);
    expect(first.text()).toBe('We meet.\nIn spring.');
  });

  it('once let go is gone from the list', () => {
    const [first] = three();
    first.settle(false);
    expect(first.kept()).toEqual([]);
    expect(first.text()).toBe('We meet.');
  });

  it('is kept once, as it was found first, and there is an end to how much', () => {
    const [first] = three();
    keepStrandedText(first.comments, [{ id: '1:16', chapterKey: 'vision', text: 'Other.' }], 9);
    expect(readKeptText(first.plan, first.comments)).toMatchObject([{ text: ' In spring.', at: 1 }]);
    const many = Array.from({ length: 600 }, (_, index) => ({
      id: `2:${index}`,
      chapterKey: 'vision',
      text: 'More.',
    }));
    keepStrandedText(first.comments, many, 2);
    expect(first.kept()).toHaveLength(500);
    expect(first.comments.getMap('keptText').size).toBe(500);
  });

  it('is not put into a plan of a newer version', () => {
    const [first] = three();
    planMetaMap(first.plan).set('schemaVersion', 99);
    expect(() => first.settle(true)).toThrow(/readOnly/);
    expect([first.text(), first.kept()]).toEqual(['We meet.', [' In spring.']]);
  });
});
