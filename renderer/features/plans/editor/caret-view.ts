import type { CaretState } from './safe-awareness.ts';

/** The caret of another person with the name above it. Hidden from screen readers: it is not part of the text. */
export function caretElement(user: CaretState['user']): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'plan-caret';
  caret.style.setProperty('--caret-color', user.color);
  caret.setAttribute('aria-hidden', 'true');
  const label = document.createElement('span');
  label.className = 'plan-caret-name';
  label.textContent = user.name;
  // Zero-width marks keep the line from breaking beside the caret.
  caret.append('\u2060', label, '\u2060');
  return caret;
}

/** How the selection of another person is marked. */
export function caretSelection(user: CaretState['user']): { class: string; style: string } {
  return { class: 'plan-caret-selection', style: `background-color: ${user.color}40` };
}
