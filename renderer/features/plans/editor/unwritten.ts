import type { Node } from '@tiptap/pm/model';

/**
 * Whether nothing is written in a chapter yet; column titles of the template's tables do not count.
 * Stops at the first word, so it may run at every keystroke.
 */
export function isUnwritten(node: Node): boolean {
  if (node.isText) return (node.text ?? '').trim() === '';
  if (node.type.name === 'image') return false;
  if (node.type.name === 'tableHeader' && typeof node.attrs.columnKey === 'string') return true;
  for (let index = 0; index < node.childCount; index += 1) {
    if (!isUnwritten(node.child(index))) return false;
  }
  return true;
}
