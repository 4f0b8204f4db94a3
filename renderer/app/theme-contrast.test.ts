import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { theme } from './theme.ts';

const css = readFileSync(new URL('./global.css', import.meta.url), 'utf8');
const levels = [0, 1, 2, 3, 4, 5];
const themeIds = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'H'];

type Scheme = 'light' | 'dark';
type Tokens = ReadonlyMap<string, string>;

/** Custom properties of a rule block, by name without dashes. */
function tokensOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`no rule for ${selector}`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const light = tokensOf(':root');
const schemes: Record<Scheme, Tokens> = {
  light,
  dark: new Map([...light, ...tokensOf('[data-mantine-color-scheme="dark"]')]),
};

/** The colour of a token as `#rrggbb`, through Mantine's colours where it names one. */
function colour(tokens: Tokens, name: string): string {
  const value = tokens.get(name);
  if (value === undefined) throw new Error(`no token --${name}`);
  const palette = /^var\(--mantine-color-(\w+)-(\d)\)$/.exec(value);
  const hex = palette ? theme.colors?.[palette[1] ?? '']?.[Number(palette[2])] : value;
  if (!hex || !/^#[0-9a-f]{6}$/i.test(hex)) throw new Error(`--${name} is not a colour: ${value}`);
  return hex;
}

/** Relative luminance of WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted(
    (left, right) => left - right,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

/** Pairs of tokens below the wanted contrast, as readable lines. */
function tooClose(tokens: Tokens, pairs: readonly (readonly [string, string])[], wanted: number): string[] {
  return pairs.flatMap(([front, back]) => {
    const found = contrast(colour(tokens, front), colour(tokens, back));
    return found < wanted ? [`--${front} on --${back}: ${found.toFixed(2)}`] : [];
  });
}

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 2);
});

describe.each<Scheme>(['light', 'dark'])('colours in the %s scheme', (scheme) => {
  const tokens = schemes[scheme];
  const grounds = ['surface', 'page'];

  it('keep text readable: 4.5 to 1', () => {
    const texts = ['text-muted', 'accent-text', 'tone-good', 'tone-warn', 'tone-bad'];
    const themeTexts = themeIds.map((id) => `theme-text-${id}`);
    const onGrounds = [...texts, ...themeTexts].flatMap((text) =>
      grounds.map((ground) => [text, ground] as const),
    );
    const onLevels = levels.map(
      (level) => [`level-text-${level >= 4 ? 'high' : 'low'}`, `level-${level}`] as const,
    );
    const onHover = ['text-muted', 'tone-good', 'tone-warn', 'tone-bad'].map(
      (text) => [text, 'hover'] as const,
    );
    expect(
      tooClose(tokens, [...onGrounds, ...onLevels, ...onHover, ['text-muted', 'selected']], 4.5),
    ).toEqual([]);
  });

  it('keep the lines of text-coloured theme marks visible: 3 to 1', () => {
    const marks = themeIds.flatMap((id) => grounds.map((ground) => [`theme-text-${id}`, ground] as const));
    expect(tooClose(tokens, marks, 3)).toEqual([]);
  });

  it('tell each level from its neighbours in one direction', () => {
    const values = levels.map((level) => luminance(colour(tokens, `level-${level}`)));
    const sorted = values.toSorted((left, right) => left - right);
    expect(values).toEqual(scheme === 'light' ? sorted.toReversed() : sorted);
  });
});

it('keeps text on notices readable in the dark scheme: 4.5 to 1', () => {
  const texts = ['text-muted', 'accent-text', 'tone-good', 'tone-warn', 'tone-bad'];
  const pairs = ['fill-good', 'fill-warn', 'fill-bad', 'hover', 'selected'].flatMap((fill) =>
    texts.map((text) => [text, fill] as const),
  );
  expect(tooClose(schemes.dark, pairs, 4.5)).toEqual([]);
});

describe('the accent', () => {
  const accent = theme.colors?.['accent'] ?? [];
  const shades = theme.primaryShade as Record<Scheme, number>;

  it.each<Scheme>(['light', 'dark'])('carries white text and stands out in the %s scheme', (scheme) => {
    const fill = accent[shades[scheme]] ?? '';
    // Mantine chooses the text by the light scheme's shade: it must be white, and readable, in both.
    expect(luminance(fill)).toBeLessThan(theme.luminanceThreshold ?? 0.3);
    expect(contrast(fill, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    // It is the focus ring too.
    for (const ground of ['surface', 'page']) {
      expect(contrast(fill, colour(schemes[scheme], ground))).toBeGreaterThanOrEqual(3);
    }
  });
});
