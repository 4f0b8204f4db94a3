const longestNameLength = 120;
const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A file name that every system accepts, without any folder, made from what was suggested. */
export function safeFileName(suggested: string): string {
  const cleaned = suggested
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(cleaned)?.[0] ?? '';
  const stem = cleaned
    .slice(0, cleaned.length - extension.length)
    .slice(0, longestNameLength - extension.length);
  const name = `${stem.trim()}${extension}`;
  if (name === '' || name === extension) return `file${extension}`;
  return reservedOnWindows.test(name) ? `_${name}` : name;
}

/** The chosen path with the filter's extension when the user typed none. Some systems do not add it. */
export function withExtension(path: string, extension: string | undefined): string {
  return extension === undefined || /\.[^./\\]+$/.test(path) ? path : `${path}.${extension}`;
}
