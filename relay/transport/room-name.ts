const maxBytes = 256;
/** Letters, marks and digits of any script, and a few signs; a slash separates parts. */
const part = '[\\p{L}\\p{M}\\p{N}._~:@+=-]+';
const pattern = new RegExp(`^${part}(?:/${part})*$`, 'u');

/**
 * The room that a request path means, or undefined when it means none. Takes the path as it came, not
 * one that a URL parser has tidied: `/a/../b` is no room, rather than room `b`.
 * Names are compared in Unicode's composed form, so that one word typed on two systems is one room.
 */
export function roomNameOf(path: string): string | undefined {
  if (!path.startsWith('/')) return undefined;
  const name = decode(path.slice(1))?.normalize('NFC');
  if (name === undefined || Buffer.byteLength(name) > maxBytes || !pattern.test(name)) return undefined;
  return name.split('/').some((segment) => segment === '.' || segment === '..') ? undefined : name;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
