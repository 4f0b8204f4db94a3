import type { BrowserWindow, WebContents } from 'electron';

import type { InterfaceLanguage } from '../../shared/kernel/languages.ts';
import { shellChannels } from '../../shared/kernel/shell.ts';
import type { FileDialogs } from './file-dialogs.ts';
import type { Ipc } from './ipc.ts';
import {
  parseFileRequest,
  parseFileToSave,
  parseLanguage,
  parseNothing,
  parseScanning,
  parseUnsentCount,
} from './ipc-input.ts';
import type { ScanningWindows } from './permissions.ts';
import type { Windows } from './windows.ts';

interface ShellServices {
  readonly windows: Windows;
  readonly fileDialogs: FileDialogs;
  readonly scanningWindows: ScanningWindows;
  setLanguage(language: InterfaceLanguage): void;
}

/** Every message that a window can send to the shell. */
export function registerShellIpc(ipc: Ipc, services: ShellServices): void {
  const { windows, fileDialogs, scanningWindows } = services;
  const windowOf = (contents: WebContents): BrowserWindow => {
    const window = windows.windowOf(contents);
    if (!window) throw new Error('the window is gone');
    return window;
  };
  ipc.receive(shellChannels.pageReady, parseNothing, (_input, sender) => {
    scanningWindows.set(sender, false);
    windows.pageReady(sender);
  });
  ipc.answer(shellChannels.setScanning, parseScanning, (scanning, sender) =>
    scanningWindows.set(sender, scanning),
  );
  ipc.answer(shellChannels.requestPort, parseNothing, (_input, sender) => windows.requestPort(sender));
  ipc.answer(shellChannels.setLanguage, parseLanguage, (language) => services.setLanguage(language));
  ipc.receive(shellChannels.setUnsentWork, parseUnsentCount, (count, sender) =>
    windows.setUnsentCount(sender, count),
  );
  ipc.answer(shellChannels.saveFile, parseFileToSave, (file, sender) =>
    fileDialogs.save(windowOf(sender), file),
  );
  ipc.answer(shellChannels.openFile, parseFileRequest, (request, sender) =>
    fileDialogs.open(windowOf(sender), request),
  );
}
