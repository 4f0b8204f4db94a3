import { expect, test } from 'vitest';
import { pickInterfaceLanguage } from './languages.ts';

test.each([
  [['el-GR'], 'el'],
  [['de-AT', 'hr-HR', 'en'], 'hr'],
  [['bs'], 'hr'],
  [['de', 'it'], 'en'],
  [['EN-gb', 'el'], 'en'],
  [[], 'en'],
])('%j gives %s', (wishes, language) => {
  expect(pickInterfaceLanguage(wishes)).toBe(language);
});
