import type { InterfaceLanguage } from './languages.ts';

/**
 * What the desktop shell offers a window, as `window.workbenchShell`. In the browser host it is
 * absent, and the interface then uses what a browser has.
 */
export interface WorkbenchShell {
  readonly platform: 'linux' | 'mac' | 'windows';
  readonly versions: { readonly app: string; readonly electron: string; readonly chromium: string };
  /**
   * Asks for a link to the backend. The port cannot be returned: it arrives as a `message` event of the
   * window, see `isBackendPortMessage`. Each call makes a new port; the older ones stay open.
   */
  requestPort(): Promise<void>;
  /** The backend ended by itself: ports of this window are dead until `onBackendRestarted`. */
  onBackendLost(listener: () => void): Unsubscribe;
  /** The backend runs again. A new port follows by itself, without `requestPort`. */
  onBackendRestarted(listener: () => void): Unsubscribe;
  /** Asks where to save and writes the whole file or nothing. */
  saveFile(file: FileToSave): Promise<SaveOutcome>;
  /** Asks for one file and reads it. */
  openFile(request: FileRequest): Promise<OpenOutcome>;
  /** Menus, dialogs and spell check follow from now on. Does not store the choice. */
  setLanguage(language: InterfaceLanguage): Promise<void>;
  /** How many changes have not reached the relay; leaving asks first while it is not 0. */
  setUnsentWork(count: number): void;
  /** The camera may be used while a picture is being scanned, and at no other time. */
  setScanning(scanning: boolean): Promise<void>;
  onMenuCommand(listener: (command: MenuCommand) => void): Unsubscribe;
  /**
   * Files that the system asks the app to open (double click, second start), also from before this call. They
   * come as bytes: what a file is, its content tells.
   */
  onFileOpened(listener: (outcome: OpenOutcome) => void): Unsubscribe;
}

export type Unsubscribe = () => void;

export const menuCommands = ['openFile', 'search', 'settings', 'shortcuts'] as const;
/** What a menu item asks of the window; the window decides what it means on the current screen. */
export type MenuCommand = (typeof menuCommands)[number];

export interface FileFilter {
  /** Shown in the dialog, in the user's language. */
  readonly name: string;
  /** Without a dot: `json`. */
  readonly extensions: readonly string[];
}

export interface FileToSave {
  readonly suggestedName: string;
  readonly content: string | Uint8Array;
  readonly filters: readonly FileFilter[];
}

export interface FileRequest {
  readonly filters: readonly FileFilter[];
  readonly as: 'text' | 'bytes';
  /** Larger files are refused unread; `fileSizeLimitBytes` at most. */
  readonly maxBytes: number;
}

/** No single file that passes through the shell may be larger. */
export const fileSizeLimitBytes = 64 * 1024 * 1024;

export type SaveOutcome =
  | { readonly status: 'saved'; readonly name: string }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly code: 'diskFull' | 'folderNotWritable' | 'unexpected' };

export type OpenOutcome =
  | { readonly status: 'opened'; readonly name: string; readonly content: string | Uint8Array }
  | { readonly status: 'cancelled' }
  | {
      readonly status: 'failed';
      readonly name: string;
      readonly code: 'fileTooLarge' | 'fileNotReadable' | 'unexpected';
    };

const backendPortType = 'workbench:backend-port';

export interface BackendPortMessage {
  readonly type: typeof backendPortType;
}

/** The message that carries the backend's port as its only transferred object. */
export const backendPortMessage: BackendPortMessage = { type: backendPortType };

/**
 * True for the `data` of the window's `message` event that carries a backend port. The listener must also
 * check that `event.source === window`, so that no other frame can hand in a port.
 */
export function isBackendPortMessage(data: unknown): data is BackendPortMessage {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === backendPortType;
}

/** Names of the messages between the preload script and the shell. */
export const shellChannels = {
  requestPort: 'shell:request-port',
  backendPort: 'shell:backend-port',
  backendLost: 'shell:backend-lost',
  backendRestarted: 'shell:backend-restarted',
  saveFile: 'shell:save-file',
  openFile: 'shell:open-file',
  setLanguage: 'shell:set-language',
  setUnsentWork: 'shell:set-unsent-work',
  setScanning: 'shell:set-scanning',
  menuCommand: 'shell:menu-command',
  fileOpened: 'shell:file-opened',
  pageReady: 'shell:page-ready',
} as const;

/** How the shell tells the preload script, on its command line, for which origin it may act. */
export const originArgument = '--workbench-origin=';
/** The app's version, for `WorkbenchShell.versions`. */
export const versionArgument = '--workbench-version=';
