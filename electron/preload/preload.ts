import { contextBridge, ipcRenderer } from 'electron';

import {
  type MenuCommand,
  type OpenOutcome,
  originArgument,
  shellChannels,
  versionArgument,
  type WorkbenchShell,
} from '../../shared/kernel/shell.ts';
import { createMailbox, createSignal } from './listeners.ts';

const argumentAfter = (prefix: string) =>
  process.argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length) ?? '';
const appOrigin = argumentAfter(originArgument);

// On any other page than the app's own nothing is exposed and no port is passed on.
if (appOrigin !== '' && window.location.origin === appOrigin) exposeShell();

function exposeShell(): void {
  const soon = (task: () => void) => void setTimeout(task, 0);
  const lost = createSignal();
  const restarted = createSignal();
  const commands = createMailbox<MenuCommand>(soon);
  const files = createMailbox<OpenOutcome>(soon);

  ipcRenderer.on(shellChannels.backendPort, (event, message: unknown) => {
    // Ports cannot cross the context bridge; a window message may carry them into the page.
    window.postMessage(message, appOrigin, event.ports);
  });
  ipcRenderer.on(shellChannels.backendLost, () => lost.emit());
  ipcRenderer.on(shellChannels.backendRestarted, () => restarted.emit());
  ipcRenderer.on(shellChannels.menuCommand, (_event, command: MenuCommand) => commands.deliver(command));
  ipcRenderer.on(shellChannels.fileOpened, (_event, file: OpenOutcome) => files.deliver(file));

  const shell: WorkbenchShell = {
    platform: platformName(process.platform),
    versions: {
      app: argumentAfter(versionArgument),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
    },
    requestPort: () => ipcRenderer.invoke(shellChannels.requestPort),
    onBackendLost: lost.listen,
    onBackendRestarted: restarted.listen,
    saveFile: (file) => ipcRenderer.invoke(shellChannels.saveFile, file),
    openFile: (request) => ipcRenderer.invoke(shellChannels.openFile, request),
    setLanguage: (language) => ipcRenderer.invoke(shellChannels.setLanguage, language),
    setUnsentWork: (count) => ipcRenderer.send(shellChannels.setUnsentWork, count),
    setScanning: (scanning) => ipcRenderer.invoke(shellChannels.setScanning, scanning),
    onMenuCommand: commands.listen,
    onFileOpened: files.listen,
  };
  contextBridge.exposeInMainWorld('workbenchShell', shell);
  ipcRenderer.send(shellChannels.pageReady);
}

function platformName(platform: string): WorkbenchShell['platform'] {
  if (platform === 'darwin') return 'mac';
  return platform === 'win32' ? 'windows' : 'linux';
}
