import type { Session } from 'electron';

import { isAppAddress } from './app-origin.ts';

/** Copying text to the clipboard; everything else a page could ask for is denied. */
const granted = 'clipboard-sanitized-write';

type SessionGuards = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'webRequest'
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
  // Second line behind the content policy. Requests without a page (spell-check dictionaries) pass.
  const networkAddresses = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*'];
  session.webRequest.onBeforeRequest({ urls: networkAddresses }, (details, respond) => {
    respond({ cancel: details.webContentsId !== undefined });
  });
}
