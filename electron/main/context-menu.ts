import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';

import type { Texts } from './texts.ts';

export interface SpellingActions {
  replace(word: string): void;
  learn(word: string): void;
}

type Parameters = Pick<
  ContextMenuParams,
  'misspelledWord' | 'dictionarySuggestions' | 'isEditable' | 'selectionText' | 'editFlags'
>;

/** What a right click offers: spelling, then the clipboard; empty where neither has a meaning. */
export function contextMenuTemplate(
  parameters: Parameters,
  texts: Texts,
  actions: SpellingActions,
): MenuItemConstructorOptions[] {
  const clipboard = clipboardItems(parameters, texts);
  const spelling = parameters.isEditable ? spellingItems(parameters, texts, actions) : [];
  return [...spelling, ...clipboard];
}

function spellingItems(
  { misspelledWord, dictionarySuggestions }: Parameters,
  texts: Texts,
  actions: SpellingActions,
): MenuItemConstructorOptions[] {
  if (misspelledWord === '') return [];
  const suggestions = dictionarySuggestions
    .slice(0, 5)
    .map((word) => ({ label: word, click: () => actions.replace(word) }));
  return [
    ...(suggestions.length > 0 ? suggestions : [{ label: texts('contextNoSuggestions'), enabled: false }]),
    { type: 'separator' },
    { label: texts('contextAddToDictionary'), click: () => actions.learn(misspelledWord) },
    { type: 'separator' },
  ];
}

function clipboardItems({ isEditable, selectionText, editFlags }: Parameters, texts: Texts) {
  const items: MenuItemConstructorOptions[] = [];
  if (isEditable) items.push({ label: texts('menuCut'), role: 'cut', enabled: editFlags.canCut });
  if (isEditable || selectionText !== '') {
    items.push({ label: texts('menuCopy'), role: 'copy', enabled: editFlags.canCopy });
  }
  if (isEditable) items.push({ label: texts('menuPaste'), role: 'paste', enabled: editFlags.canPaste });
  return items;
}
