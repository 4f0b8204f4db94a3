import { expect, test, vi } from 'vitest';
import { createDraftHolds } from './draft-holds.ts';
import { createFieldDraft } from './field-draft.ts';

function setUp() {
  const drafts: (string | undefined)[] = [];
  const holds = createDraftHolds();
  const field = createFieldDraft<string>({
    timers: { set: () => undefined, clear: () => undefined },
    holds,
    onDraft: (draft) => drafts.push(draft && `${draft.value}${draft.stored ? ' stored' : ''}`),
  });
  return { drafts, holds, field };
}

test('the draft knows when that very wording is stored', async () => {
  const { drafts, field, holds } = setUp();
  field.setSave(() => Promise.resolve());
  field.change('a');
  field.change('ab');
  expect(holds.count()).toBe(1);
  field.flush();
  expect(holds.count()).toBe(0);
  await expect.poll(() => drafts).toEqual(['a', 'ab', 'ab stored']);
});

test('once the field is left, the stored wording counts', async () => {
  const { drafts, field } = setUp();
  field.setSave(() => Promise.resolve());
  field.change('a');
  field.leave();
  await expect.poll(() => drafts).toEqual(['a', undefined]);
  field.change('b');
  field.flush();
  await expect.poll(() => drafts.at(-1)).toBe('b stored');
  field.leave();
  expect(drafts.at(-1)).toBeUndefined();
});

test('what was typed while an older wording was being stored stays', async () => {
  const { drafts, field } = setUp();
  let stored = () => {};
  field.setSave(() => new Promise<void>((resolve) => (stored = resolve)));
  field.change('a');
  field.flush();
  field.change('ab');
  stored();
  await Promise.resolve();
  await Promise.resolve();
  expect(drafts).toEqual(['a', 'ab']);
});

test('a refused wording stays on the screen', async () => {
  const { drafts, field, holds } = setUp();
  const save = vi.fn<() => Promise<never>>(() => Promise.reject(new Error('refused')));
  field.setSave(save);
  field.change('a');
  field.flush();
  await expect.poll(() => save.mock.calls.length).toBe(1);
  await Promise.resolve();
  expect(drafts).toEqual(['a']);
  expect(holds.count()).toBe(0);
});

test('the save that was set last is used', async () => {
  const { field } = setUp();
  const saved: string[] = [];
  field.setSave((value) => Promise.resolve(saved.push(`old ${value}`)));
  field.change('a');
  field.setSave((value) => Promise.resolve(saved.push(`new ${value}`)));
  field.flush();
  expect(saved).toEqual(['new a']);
});
