import { expect, test } from 'vitest';
import type { AssessmentBundle } from '../../../../shared/domain/assessment-bundle.ts';
import { initialFields } from '../../../../shared/domain/model/validation.ts';
import { createFrameworkRegistry } from '../../../../shared/framework/registry.ts';
import { linkedEvidence, strengthWord } from './linked-evidence.ts';

const item = (id: string) => ({
  kind: 'evidenceItem' as const,
  id,
  parentId: 'p',
  fields: initialFields('evidenceItem'),
});
const link = (evidenceId: string, entryId: string, slot: 'past' | 'present' | 'desired') => ({
  kind: 'evidenceLink' as const,
  id: `${entryId}/${slot}/${evidenceId}`,
  parentId: 'a',
  fields: { ...initialFields('evidenceLink'), evidenceId, entryId, slot },
});

test('each item stands once with its links in the order of time; removed items and other criteria do not show', () => {
  const bundle = {
    assessment: { id: 'a' },
    evidenceLinks: [
      link('e1', 'a/1.1', 'desired'),
      link('e1', 'a/1.1', 'past'),
      link('gone', 'a/1.1', 'past'),
      link('e2', 'a/1.2', 'past'),
    ],
  } as unknown as AssessmentBundle;
  const found = linkedEvidence(bundle, [item('e1'), item('e2')], '1.1');
  expect(found.map((linked) => [linked.item.id, linked.links.map(({ fields }) => fields.slot)])).toEqual([
    ['e1', ['past', 'desired']],
  ]);
});

test('strength in words', () => {
  const registry = createFrameworkRegistry();
  const { evidenceKinds } = registry.get(registry.latestVersion);
  const words = Object.fromEntries(evidenceKinds.map((kind) => [kind.key, strengthWord(kind)]));
  expect(words).toMatchObject({
    statistic: 'strong',
    monitoring: 'strong',
    survey: 'medium',
    expert: 'weak',
  });
  expect(strengthWord(undefined)).toBe('weak');
});
