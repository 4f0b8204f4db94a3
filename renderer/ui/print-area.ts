/**
 * Prints only what lies in the element marked `data-print-area`, in light colours (see global.css).
 * Returns when the print dialog is closed.
 */
export function printArea(page: Window): void {
  const { documentElement: root } = page.document;
  const scheme = root.getAttribute('data-mantine-color-scheme');
  root.setAttribute('data-printing', '');
  root.setAttribute('data-mantine-color-scheme', 'light');
  try {
    page.print();
  } finally {
    root.removeAttribute('data-printing');
    if (scheme) root.setAttribute('data-mantine-color-scheme', scheme);
  }
}
