import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type CommonsPlan, mergeCommonsPlan, readCommonsPlans, writeCommonsPlan } from './commons.ts';

const plan: CommonsPlan = {
  id: 'plan-1',
  title: 'Plan',
  type: 'jsp',
  templateVersion: '1.0.0',
  language: 'en',
  removed: false,
};

describe('the list of plans', () => {
  test('gives back what was written', () => {
    const doc = new Y.Doc();
    writeCommonsPlan(doc, plan);
    writeCommonsPlan(doc, { ...plan, id: 'plan-0', removed: true });
    expect(readCommonsPlans(doc)).toEqual([{ ...plan, id: 'plan-0', removed: true }, plan]);
  });

  test('the same plan listed on two laptops while apart is one, with the changes of both', () => {
    const [ana, bora] = [new Y.Doc(), new Y.Doc()];
    writeCommonsPlan(ana, plan);
    writeCommonsPlan(bora, plan);
    writeCommonsPlan(ana, { ...plan, title: 'Renamed' });
    writeCommonsPlan(bora, { ...plan, removed: true });
    Y.applyUpdate(ana, Y.encodeStateAsUpdate(bora));
    Y.applyUpdate(bora, Y.encodeStateAsUpdate(ana));
    expect(readCommonsPlans(ana)).toEqual(readCommonsPlans(bora));
    expect(readCommonsPlans(ana)).toHaveLength(1);
  });

  test('passes over what a broken peer has written', () => {
    const doc = new Y.Doc();
    const map = doc.getMap('plans');
    writeCommonsPlan(doc, plan);
    map.set('', 1);
    map.set('/title', 'no id');
    map.set('../../x/title', 'path');
    map.set('plan-2/title', { not: 'text' });
    map.set('plan-3/title', 'No language');
    map.set('plan-4/title', 'Bad language');
    map.set('plan-4/language', '<script>');
    expect(readCommonsPlans(doc)).toEqual([plan]);
  });

  test('holds at most 500 plans', () => {
    const doc = new Y.Doc();
    for (let index = 0; index < 600; index += 1) writeCommonsPlan(doc, { ...plan, id: `plan-${index}` });
    expect(readCommonsPlans(doc)).toHaveLength(500);
  });
});

describe('two copies of an entry', () => {
  test('each keeps what it alone has changed', () => {
    const own = { ...plan, title: 'Own title' };
    const shared = { ...plan, removed: true };
    expect(mergeCommonsPlan(own, shared, plan)).toEqual({ ...plan, title: 'Own title', removed: true });
  });

  test('where both have changed the same, and where nothing is known of before, the shared one counts', () => {
    const own = { ...plan, title: 'Own title' };
    const shared = { ...plan, title: 'Shared title' };
    expect(mergeCommonsPlan(own, shared, plan).title).toBe('Shared title');
    expect(mergeCommonsPlan(own, shared, null).title).toBe('Shared title');
  });
});
