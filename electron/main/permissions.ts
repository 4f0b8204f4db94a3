import type { Session } from 'electron';

import { appOrigin, isAppAddress } from './app-origin.ts';

/** Copying text to the clipboard; everything else a page could ask for is denied. */
const granted = 'clipboard-sanitized-write';

type SessionGuards = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setSpellCheckerDictionaryDownloadURL'
  | 'webRequest'
>;

export function isPermissionGranted(permission: string, requestingAddress: string): boolean {
  return permission === granted && isAppAddress(requestingAddress);
}

/** Denies permissions and devices, and cancels every request that a page sends to a network. */
export function guardSession(session: SessionGuards): void {
  session.setPermissionRequestHandler((_contents, permission, respond, details) => {
    respond(isPermissionGranted(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isPermissionGranted(permission, requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  // Electron would fetch dictionaries from a server of its maker's: only what the app brings may be used.
  session.setSpellCheckerDictionaryDownloadURL(`${appOrigin}/dictionaries/`);
  // Second line behind the content policy, for pages and for Electron itself.
  const networkAddresses = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*'];
  session.webRequest.onBeforeRequest({ urls: networkAddresses }, (_details, respond) => {
    respond({ cancel: true });
  });
}
