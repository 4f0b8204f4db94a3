import { describe, expect, it } from 'vitest';
import { createFormats } from './formats.ts';

describe('a moment', () => {
  const evening = new Date(2026, 10, 22, 20, 47).getTime();

  it('keeps the half of the day with its hour', () => {
    expect(createFormats('el').dateTime(evening)).toMatch(/8:47\u00a0μ\.μ\.$/);
  });

  it('is as the language has it otherwise', () => {
    expect(createFormats('en').dateTime(evening)).toBe('22 Nov 2026, 20:47');
    expect(createFormats('hr').dateTime(evening)).toBe('22. stu 2026. 20:47');
  });
});
