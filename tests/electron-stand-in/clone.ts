/**
 * Values as text, close to a structured clone: plain data, bytes, dates and errors pass; functions are
 * refused with Electron's words. Runs in Node and, as source text, inside pages: it may use no import.
 */
export function createClone() {
  const toBase64 = (bytes: Uint8Array) => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 32_768) {
      text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    }
    return btoa(text);
  };
  const encode = (value: unknown): unknown => {
    if (typeof value === 'function' || typeof value === 'symbol')
      throw new Error('An object could not be cloned.');
    if (value === undefined) return { $: 'undefined' };
    if (value === null || typeof value !== 'object') return value;
    if (value instanceof ArrayBuffer) return { $: 'buffer', of: toBase64(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) {
      return { $: 'bytes', of: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    }
    if (value instanceof Date) return { $: 'date', of: value.getTime() };
    if (value instanceof Error) return { $: 'error', name: value.name, of: value.message };
    if (Array.isArray(value)) return value.map(encode);
    return { $: 'object', of: Object.entries(value).map(([key, member]) => [key, encode(member)]) };
  };
  const decode = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(decode);
    const { $: kind, of } = value as { $: string; of: never };
    if (kind === 'undefined') return undefined;
    if (kind === 'bytes' || kind === 'buffer') {
      const bytes = Uint8Array.from(atob(of), (character) => character.charCodeAt(0));
      return kind === 'bytes' ? bytes : bytes.buffer;
    }
    if (kind === 'date') return new Date(of);
    if (kind === 'error') return Object.assign(new Error(of), { name: (value as { name?: string }).name });
    const members = of as [string, unknown][];
    return Object.fromEntries(members.map(([key, member]) => [key, decode(member)]));
  };
  return { encode, decode };
}
