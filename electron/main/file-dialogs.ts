import { join } from 'node:path';

import type { BrowserWindow, Dialog } from 'electron';

import type {
  FileFilter,
  FileRequest,
  FileToSave,
  OpenOutcome,
  SaveOutcome,
} from '../../shared/kernel/shell.ts';
import { safeFileName, withExtension } from './file-name.ts';
import { readChosenFile, writeChosenFile } from './files.ts';

export interface FileDialogs {
  save(window: BrowserWindow, file: FileToSave): Promise<SaveOutcome>;
  open(window: BrowserWindow, request: FileRequest): Promise<OpenOutcome>;
}

/** The system's dialogs for files. A window never learns a path and can touch only what the user picks. */
export function createFileDialogs(
  dialog: Pick<Dialog, 'showSaveDialog' | 'showOpenDialog'>,
  startFolder: string,
  report: (what: string, error: unknown) => void,
): FileDialogs {
  return {
    async save(window, { suggestedName, content, filters }) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath: join(startFolder, safeFileName(suggestedName)),
        filters: forDialog(filters),
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      });
      if (canceled || filePath === '') return { status: 'cancelled' };
      return await writeChosenFile(withExtension(filePath, filters[0]?.extensions[0]), content, report);
    },
    async open(window, request) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        defaultPath: startFolder,
        filters: forDialog(request.filters),
        properties: ['openFile'],
      });
      const path = filePaths[0];
      if (canceled || path === undefined) return { status: 'cancelled' };
      return await readChosenFile(path, request, report);
    },
  };
}

function forDialog(filters: readonly FileFilter[]) {
  return filters.map(({ name, extensions }) => ({ name, extensions: [...extensions] }));
}
