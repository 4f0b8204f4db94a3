import { useNavigate } from '@tanstack/react-router';
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ownFileExtensions } from '../../shared/kernel/own-files.ts';
import { fileSizeLimitBytes, type OpenOutcome } from '../../shared/kernel/shell.ts';
import { useBackend } from '../api/backend-context.tsx';
import { uploadFile } from '../api/transfer.ts';
import { FileDrop } from './file-drop.tsx';
import { type ExchangeFile, ownFileOf, readDropped } from './own-file.ts';
import { useFailureNotice } from './use-failure-notice.ts';
import { useReadFailure } from './use-read-failure.ts';
import { useStableCallback } from './use-stable-callback.ts';

export interface OpeningFiles {
  /** A file is being read. */
  busy: boolean;
  /** Lets the user choose a file of the app, of whatever kind. */
  choose: () => void;
  /** Exchange files that nobody has imported or put away yet, the oldest first. */
  exchangeFiles: readonly ExchangeFile[];
  putAway: (file: ExchangeFile) => void;
}

const OpeningContext = createContext<OpeningFiles | undefined>(undefined);

/**
 * The one way in for files: double click, menu, button, or dropped on the window. What a file is, its content
 * tells. A hand-over file or receipt is looked into on its own page; an exchange file waits for the list of
 * assessments, so that one that starts the app does not get lost before a workspace is open.
 */
export function OpeningFilesProvider({ children }: { children: ReactNode }) {
  const { files } = useBackend();
  const { t } = useTranslation('common');
  const [exchangeFiles, setExchangeFiles] = useState<readonly ExchangeFile[]>([]);
  const putAway = useStableCallback((file: ExchangeFile) =>
    setExchangeFiles((all) => all.filter((other) => other !== file)),
  );
  const { openingName, open } = useOpening((file) => setExchangeFiles((all) => [...all, file]));
  const choose = useStableCallback(() => {
    const filters = [{ name: t('ownFiles'), extensions: ownFileExtensions }];
    void files.open({ filters, as: 'bytes', maxBytes: fileSizeLimitBytes }).then(open);
  });
  useEffect(() => {
    const shell = window.workbenchShell;
    const stopMenu = shell?.onMenuCommand((command) => {
      if (command === 'openFile') choose();
    });
    const stopFiles = shell?.onFileOpened(open);
    return () => {
      stopMenu?.();
      stopFiles?.();
    };
  }, [choose, open]);
  const busy = openingName !== undefined;
  const value = useMemo(
    () => ({ busy, choose, exchangeFiles, putAway }),
    [busy, choose, exchangeFiles, putAway],
  );
  return (
    <OpeningContext value={value}>
      {children}
      <FileDrop openingName={openingName} onFile={(file) => void readDropped(file).then(open)} />
    </OpeningContext>
  );
}

export function useOpeningFiles(): OpeningFiles {
  const opening = use(OpeningContext);
  if (!opening) throw new Error('OpeningFilesProvider is missing');
  return opening;
}

/** Several files may come at once: they are opened one after the other. */
function useOpening(onExchangeFile: (file: ExchangeFile) => void) {
  const { client } = useBackend();
  const navigate = useNavigate();
  const showFailure = useFailureNotice();
  const showReadFailure = useReadFailure();
  const last = useRef<Promise<void>>(Promise.resolve());
  const [openingName, setOpeningName] = useState<string>();
  const openNow = useStableCallback(async (outcome: OpenOutcome) => {
    const opened = ownFileOf(outcome);
    if (opened?.kind === 'failed') showReadFailure(opened.code, opened.name);
    if (opened?.kind === 'exchange') {
      onExchangeFile(opened.file);
      await navigate({ to: '/assessments' });
    }
    if (opened?.kind !== 'handover') return;
    setOpeningName(opened.name);
    try {
      const fileId = await uploadFile(client, opened.name, opened.content);
      await navigate({ to: '/handover/open/$fileId', params: { fileId } });
    } catch (error) {
      showFailure(error);
    } finally {
      setOpeningName(undefined);
    }
  });
  const open = useStableCallback((outcome: OpenOutcome) => {
    last.current = last.current.then(() => openNow(outcome));
  });
  return { openingName, open };
}
