import { describe, expect, test } from 'vitest';
import { companionDocumentId, planDocumentIds, planIdOf } from './companions.ts';

describe('the documents of a plan', () => {
  test('all lead back to the plan', () => {
    expect(planDocumentIds('jsp-1')).toEqual(['jsp-1', 'jsp-1.images', 'jsp-1.comments']);
    expect(planDocumentIds('jsp-1').map(planIdOf)).toEqual(['jsp-1', 'jsp-1', 'jsp-1']);
  });

  test('only known companions are taken for some', () => {
    expect(planIdOf('jsp-1.other')).toBe('jsp-1.other');
    expect(planIdOf('images')).toBe('images');
    expect(planIdOf(companionDocumentId('jsp-1.other', 'images'))).toBe('jsp-1.other');
  });
});
