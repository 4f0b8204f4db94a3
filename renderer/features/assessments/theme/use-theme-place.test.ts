import { expect, test } from 'vitest';
import { createFrameworkRegistry } from '../../../../shared/framework/registry.ts';
import { neighbour, placeFrom } from './use-theme-place.ts';

const registry = createFrameworkRegistry();
const framework = registry.get(registry.latestVersion);
const theme = framework.themes[3]!;

test('an address names a criterion or a perspective', () => {
  expect(placeFrom(theme, framework, '4.3')).toEqual({ type: 'criterion', id: '4.3' });
  expect(placeFrom(theme, framework, 'future')).toEqual({ type: 'notes', perspective: 'future' });
});

test.each([undefined, '', '9.9', '1.1'])('%s leads to the first criterion of the theme', (address) => {
  expect(placeFrom(theme, framework, address)).toEqual({ type: 'criterion', id: '4.1' });
});

test('neighbours end with the theme', () => {
  expect(neighbour(theme, '4.1', 1)).toBe('4.2');
  expect(neighbour(theme, '4.1', -1)).toBeUndefined();
  expect(neighbour(theme, '4.5', 1)).toBeUndefined();
});
