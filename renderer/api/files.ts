import type { FileRequest, FileToSave, OpenOutcome, SaveOutcome } from '../../shared/kernel/shell.ts';

/** Saving and opening files: native dialogs in the desktop shell, the browser's own ways elsewhere. */
export interface Files {
  save(file: FileToSave): Promise<SaveOutcome>;
  open(request: FileRequest): Promise<OpenOutcome>;
}

export function filesOf(page: Window): Files {
  const shell = page.workbenchShell;
  if (shell) return { save: (file) => shell.saveFile(file), open: (request) => shell.openFile(request) };
  return {
    save: (file) => Promise.resolve(download(page.document, file)),
    open: (request) => pick(page.document, request),
  };
}

function download(document: Document, file: FileToSave): SaveOutcome {
  const blob = new Blob([file.content as string | Uint8Array<ArrayBuffer>], {
    type: 'application/octet-stream',
  });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = file.suggestedName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return { status: 'saved', name: file.suggestedName };
}

function pick(document: Document, request: FileRequest): Promise<OpenOutcome> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = request.filters.flatMap((filter) => filter.extensions.map((end) => `.${end}`)).join(',');
    input.addEventListener('cancel', () => resolve({ status: 'cancelled' }));
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file) void read(file, request).then(resolve);
      else resolve({ status: 'cancelled' });
    });
    input.click();
  });
}

async function read(file: File, request: FileRequest): Promise<OpenOutcome> {
  if (file.size > request.maxBytes) return { status: 'failed', name: file.name, code: 'fileTooLarge' };
  try {
    const content = request.as === 'text' ? await file.text() : new Uint8Array(await file.arrayBuffer());
    return { status: 'opened', name: file.name, content };
  } catch {
    return { status: 'failed', name: file.name, code: 'fileNotReadable' };
  }
}
