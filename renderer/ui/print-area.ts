/**
 * Prints a copy of one element and nothing else, in light colours (see global.css). Returns when the
 * print dialog is closed. A copy, because what floats over the page moves or hides when the page's
 * layout changes for printing.
 */
export function printArea(page: Window, area: Element): void {
  const { body, documentElement: root } = page.document;
  const scheme = root.getAttribute('data-mantine-color-scheme');
  const copy = page.document.createElement('div');
  copy.setAttribute('data-print-copy', '');
  copy.append(area.cloneNode(true));
  body.append(copy);
  root.setAttribute('data-printing', '');
  root.setAttribute('data-mantine-color-scheme', 'light');
  try {
    page.print();
  } finally {
    copy.remove();
    root.removeAttribute('data-printing');
    if (scheme) root.setAttribute('data-mantine-color-scheme', scheme);
  }
}
