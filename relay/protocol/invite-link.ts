import { formatInviteCode, parseInviteCode } from './invite-code.ts';

/** The relay's own page behind an invite's link; the code stays behind the `#` and so out of its logs. */
export const joinPagePath = '/join';

export interface Invite {
  /** `wss://host[:port][/prefix]`, or null when only a code was given. */
  readonly address: string | null;
  readonly code: string;
}

/** `https://relay.example/prefix/join#7K3M-Q0ZT-9XW4` for a relay at `wss://relay.example/prefix`. */
export function inviteLink(address: string, code: string): string {
  const url = new URL(address);
  const scheme = url.protocol === 'ws:' || url.protocol === 'http:' ? 'http' : 'https';
  const prefix = url.pathname.replace(/\/+$/, '');
  return `${scheme}://${url.host}${prefix}${joinPagePath}#${formatInviteCode(code)}`;
}

/** Reads a link or a code as it was pasted or typed; undefined when it is neither. */
export function parseInvite(text: string): Invite | undefined {
  const trimmed = text.trim();
  const bare = parseInviteCode(trimmed);
  if (bare !== undefined) return { address: null, code: bare };
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  const scheme = url && schemes.get(url.protocol);
  if (!url || !scheme || url.username !== '' || url.password !== '') return undefined;
  const code = parseInviteCode(decodeFragment(url.hash));
  const prefix = /^(.*)\/join\/*$/.exec(url.pathname)?.[1];
  if (code === undefined || prefix === undefined) return undefined;
  return { address: `${scheme}://${url.host}${prefix.replace(/\/+$/, '')}`, code };
}

const schemes: ReadonlyMap<string, string> = new Map([
  ['https:', 'wss'],
  ['wss:', 'wss'],
  ['http:', 'ws'],
  ['ws:', 'ws'],
]);

function decodeFragment(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}
