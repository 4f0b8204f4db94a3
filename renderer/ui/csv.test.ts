import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

describe('toCsv', () => {
  it('separates by comma in English and by semicolon where the comma is the decimal sign', () => {
    expect(toCsv([['a', 'b']], 'en')).toBe('\uFEFFa,b\r\n');
    expect(toCsv([['a', '1,5']], 'hr')).toBe('\uFEFFa;1,5\r\n');
  });

  it('quotes separators, quotes and line breaks', () => {
    expect(toCsv([['a,b', 'say "x"', 'two\nlines']], 'en')).toBe('\uFEFF"a,b","say ""x""","two\nlines"\r\n');
  });

  it('keeps a spreadsheet from running a text as a formula, and numbers as numbers', () => {
    expect(toCsv([['=1+1', '@sum', '-cmd', '-1,5', '+2']], 'el')).toBe("\uFEFF'=1+1;'@sum;'-cmd;-1,5;+2\r\n");
  });
});
