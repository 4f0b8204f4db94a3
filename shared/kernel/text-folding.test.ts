import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { foldText } from './text-folding.ts';

test.each([
  ['Αποτίμηση', 'αποτιμηση'],
  ['ΑΠΟΤΊΜΗΣΗΣ', 'αποτιμησησ'],
  ['λόγος', 'λογοσ'],
  ['Ϋπαρξη ΐ', 'υπαρξη ι'],
  ['Đurđevac Čakovec Šibenik Žminj Ćuk', 'durdevac cakovec sibenik zminj cuk'],
  ['Łódź Straße Øresund Æble', 'lodz strasse oresund aeble'],
  ['Năvodari Ștefan', 'navodari stefan'],
  ['Књижевност Ђ', 'књижевност ђ'],
])('%s is found as %s', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test('folding again changes nothing, however the letters were put together', () => {
  assert(
    property(string({ unit: 'grapheme' }), (text) => {
      const folded = foldText(text);
      expect(foldText(folded)).toBe(folded);
      expect(foldText(text.normalize('NFC'))).toBe(foldText(text.normalize('NFD')));
    }),
  );
});
