import { describe, expect, it } from 'vitest';
import { allowedHref, isAllowedHref } from './links.ts';

describe('addresses of links', () => {
  it.each([
    ['https://example.org/α?b=1#c', 'https://example.org/α?b=1#c'],
    ['  www.example.org/page ', 'https://www.example.org/page'],
    ['example.hr:8443/x', 'https://example.hr:8443/x'],
    ['περιφέρεια.gr', 'https://περιφέρεια.gr'],
    ['office@example.org', 'mailto:office@example.org'],
    ['mailto:office@example.org?subject=Plan', 'mailto:office@example.org?subject=Plan'],
  ])('%j becomes %j', (input, expected) => {
    expect(allowedHref(input)).toBe(expected);
    expect(isAllowedHref(expected)).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    'JAVASCRIPT:alert(1)//https://example.org',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    'http://example.org',
    'https://user:secret@example.org',
    'https://',
    'mailto:nobody',
    '//example.org',
    'just words',
    'word',
    '',
    `https://example.org/${'a'.repeat(2000)}`,
  ])('%j is refused', (input) => {
    expect(allowedHref(input)).toBeNull();
    expect(isAllowedHref(input)).toBe(false);
  });

  it('does not complete what is stored', () => {
    expect(isAllowedHref('www.example.org')).toBe(false);
    expect(isAllowedHref(null)).toBe(false);
  });
});
