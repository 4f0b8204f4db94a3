import { describe, expect, it } from 'vitest';
import type { SearchHit } from '../../../shared/contract/search.ts';
import { createFrameworkRegistry } from '../../../shared/framework/registry.ts';
import { newestFirst, placeOf, titleOf } from './search-places.ts';

const frameworks = newestFirst(createFrameworkRegistry());

const hit = (fields: Partial<SearchHit>): SearchHit => ({
  type: 'assessment',
  id: 'record',
  title: '',
  excerpt: '',
  contextId: 'a1',
  contextTitle: 'Marche 2014',
  place: null,
  ...fields,
});

describe('the place of a hit', () => {
  it('is the criterion on the page of its theme', () => {
    expect(placeOf(hit({ type: 'criterion', place: '4.1' }), frameworks)).toEqual({
      to: '/assessments/$assessmentId/$themeId',
      params: { assessmentId: 'a1', themeId: 'T4' },
      search: { place: '4.1' },
    });
    expect(placeOf(hit({ type: 'criterion', place: '7.1' }), frameworks)).toMatchObject({
      params: { themeId: 'H' },
    });
  });

  it('is the notes of a perspective', () => {
    expect(placeOf(hit({ type: 'narrative', place: 'T2/parallel' }), frameworks)).toMatchObject({
      params: { themeId: 'T2' },
      search: { place: 'parallel' },
    });
  });

  it('is the chapter of a plan', () => {
    expect(placeOf(hit({ type: 'plan', contextId: 'p1', place: 'vision' }), frameworks)).toEqual({
      to: '/plans/$planId',
      params: { planId: 'p1' },
      search: { chapter: 'vision' },
    });
  });

  it('falls back to what is known: the assessment, or the list', () => {
    expect(placeOf(hit({ type: 'criterion', place: '99.9' }), frameworks)).toMatchObject({
      to: '/assessments/$assessmentId',
    });
    expect(placeOf(hit({ type: 'evidence' }), frameworks)).toMatchObject({
      to: '/assessments/$assessmentId',
    });
    expect(placeOf(hit({ type: 'evidence', contextId: '' }), frameworks)).toEqual({ to: '/assessments' });
  });
});

describe('the title of a hit', () => {
  it('is its own when it has one', () => {
    expect(titleOf(hit({ title: 'Law 12/2012' }), frameworks, 'en')).toBe('Law 12/2012');
  });

  it('names criterion, theme and perspective in the language of the interface', () => {
    const narrative = hit({ type: 'narrative', place: 'T2/past' });
    expect(titleOf(narrative, frameworks, 'el')).toContain('Βιωσιμότητα · ');
    expect(titleOf(narrative, frameworks, 'hr')).toContain('Održivost · ');
    expect(titleOf(hit({ type: 'criterion', place: '4.1' }), frameworks, 'en')).toMatch(/^4\.1 \p{L}/u);
  });

  it('shows a place that no framework knows as it is', () => {
    expect(titleOf(hit({ type: 'criterion', place: '99.9' }), frameworks, 'en')).toBe('99.9');
  });
});
