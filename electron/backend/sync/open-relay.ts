import type { RelaySetting } from './relay-address.ts';

const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A relay that anybody on this machine may use, for trials and tests. Any other machine's is passed over:
 * there a partnership asks who comes.
 */
export function openRelaySetting(address: string | null): RelaySetting | null {
  const url = address !== null && URL.canParse(address) ? new URL(address) : undefined;
  return url?.protocol === 'ws:' && loopbackNames.has(url.hostname) ? { address: url.href } : null;
}
