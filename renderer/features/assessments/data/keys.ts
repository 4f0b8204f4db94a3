export interface KeyPress {
  key: string;
  /** Where the key lies: the same on a Greek keyboard, where `key` is another letter. */
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

export function undoKey(press: KeyPress): 'undo' | 'redo' | undefined {
  if (!(press.ctrlKey || press.metaKey) || press.altKey) return undefined;
  const letter = latinLetter(press);
  if (letter === 'z') return press.shiftKey ? 'redo' : 'undo';
  return letter === 'y' && !press.shiftKey ? 'redo' : undefined;
}

/** The letter that a key press means: what it types, or with a non-Latin keyboard what stands on the same key. */
export function latinLetter({ key, code }: Pick<KeyPress, 'key' | 'code'>): string | undefined {
  if (/^[a-zA-Z]$/.test(key)) return key.toLowerCase();
  return /^\p{L}$/u.test(key) ? /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() : undefined;
}
