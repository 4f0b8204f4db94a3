const maxHrefLength = 2000;

/**
 * The address that a link may point to, or null. Only https: and mailto: pass; what looks like a web
 * or e-mail address without either gets it. Everything else could run a script or open a local file.
 */
export function allowedHref(input: string): string | null {
  const text = withoutControlCharacters(input).trim();
  if (text === '' || text.length > maxHrefLength || /\s/u.test(text)) return null;
  if (/^https:\/\//i.test(text)) return webAddress(text);
  if (/^mailto:/i.test(text)) return mailAddress(text.slice('mailto:'.length));
  if (/^[^@/:]+@[^@/:]+\.[^@/:]+$/u.test(text)) return mailAddress(text);
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+\.[a-z]{2,}:\d+(\/|$)/i.test(text)) return null;
  return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#:]|$)/u.test(text) ? webAddress(`https://${text}`) : null;
}

/** Whether a stored or pasted address may be used as it is. */
export function isAllowedHref(href: unknown): href is string {
  return typeof href === 'string' && /^(https:\/\/|mailto:)/i.test(href) && allowedHref(href) !== null;
}

function webAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  // A name before the host makes an address look like another one.
  const honest =
    url.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname !== '';
  return honest ? text : null;
}

function mailAddress(address: string): string | null {
  return /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/u.test(address) ? `mailto:${address}` : null;
}

function withoutControlCharacters(text: string): string {
  return text.replace(/\p{Cc}/gu, '');
}
