import type { Session, WebContents } from 'electron';

import { appOrigin, isAppAddress } from './app-origin.ts';

/** Copying text to the clipboard; everything else a page could ask for at any time is denied. */
const granted = 'clipboard-sanitized-write';

/** The windows that show a camera's picture to scan at this moment. */
export interface ScanningWindows {
  set(contents: WebContents, scanning: boolean): void;
  has(contents: WebContents | null): boolean;
}

export function createScanningWindows(): ScanningWindows {
  const scanning = new WeakSet<WebContents>();
  return {
    set(contents, isScanning) {
      if (isScanning) scanning.add(contents);
      else scanning.delete(contents);
    },
    has: (contents) => contents !== null && scanning.has(contents),
  };
}

type SessionGuards = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setSpellCheckerDictionaryDownloadURL'
  | 'webRequest'
>;

export interface PermissionRequest {
  permission: string;
  requestingAddress: string;
  /** What a page wants of cameras and microphones. */
  media?: readonly string[] | undefined;
  scanning?: boolean;
}

/** The camera alone, never a microphone, and only while the window scans a picture. */
export function isPermissionGranted(request: PermissionRequest): boolean {
  if (!isAppAddress(request.requestingAddress)) return false;
  const { permission, media = [], scanning = false } = request;
  if (permission === 'media') return scanning && media.length > 0 && media.every((each) => each === 'video');
  return permission === granted;
}

/** Denies permissions and devices, and cancels every request that a page sends to a network. */
export function guardSession(session: SessionGuards, scanningWindows: ScanningWindows): void {
  session.setPermissionRequestHandler((contents, permission, respond, details) => {
    const media = 'mediaTypes' in details ? details.mediaTypes : undefined;
    const scanning = scanningWindows.has(contents);
    respond(isPermissionGranted({ permission, requestingAddress: details.requestingUrl, media, scanning }));
  });
  session.setPermissionCheckHandler((contents, permission, requestingAddress, details) => {
    const media = details.mediaType === undefined ? undefined : [details.mediaType];
    const scanning = scanningWindows.has(contents);
    return isPermissionGranted({ permission, requestingAddress, media, scanning });
  });
  session.setDevicePermissionHandler(() => false);
  // Electron would fetch dictionaries from a server of its maker's: only what the app brings may be used.
  session.setSpellCheckerDictionaryDownloadURL(`${appOrigin}/dictionaries/`);
  // Second line behind the content policy, for pages and for Electron itself.
  const networkAddresses = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*'];
  session.webRequest.onBeforeRequest({ urls: networkAddresses }, (_details, respond) => {
    respond({ cancel: true });
  });
}
