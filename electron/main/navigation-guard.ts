import type { WebContents } from 'electron';

import { isAppAddress } from './app-origin.ts';

const longestLinkLength = 2048;

/**
 * A link that may be handed to the system's browser or mail program, in normal form; undefined for
 * everything else: other schemes start programs, and names with a password in them mislead people.
 */
export function checkedExternalLink(address: string): string | undefined {
  if (address.length > longestLinkLength || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol === 'mailto:') return url.href;
  const plainWebLink = url.protocol === 'https:' && url.username === '' && url.password === '';
  return plainWebLink ? url.href : undefined;
}

type Guarded = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;

/** A window stays in the app: no other page, no second page window, no web view. */
export function guardNavigation(contents: Guarded, openExternally: (link: string) => void): void {
  const stayInApp = (event: { preventDefault(): void }, address: string) => {
    if (!isAppAddress(address)) event.preventDefault();
  };
  contents.on('will-navigate', (event) => stayInApp(event, event.url));
  contents.on('will-frame-navigate', (event) => stayInApp(event, event.url));
  contents.on('will-redirect', (event) => stayInApp(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const link = checkedExternalLink(url);
    if (link !== undefined) openExternally(link);
    return { action: 'deny' };
  });
}
