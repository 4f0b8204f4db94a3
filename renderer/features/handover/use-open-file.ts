import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileSizeLimitBytes } from '../../../shared/kernel/shell.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { useReadFailure } from './use-read-failure.ts';
import { uploadFile } from './transfer.ts';

export interface OpenFile {
  busy: boolean;
  /** Lets the user choose a file. */
  choose: () => void;
  /** Takes a file that was dropped. */
  take: (file: File) => void;
}

/** Brings a file to the backend and shows what is in it. */
export function useOpenFile(): OpenFile {
  const { t } = useTranslation('handover');
  const { client, files } = useBackend();
  const navigate = useNavigate();
  const showFailure = useFailureNotice();
  const showReadFailure = useReadFailure();
  const [busy, setBusy] = useState(false);
  const show = async (fileName: string, content: Uint8Array) => {
    const fileId = await uploadFile(client, fileName, content);
    await navigate({ to: '/handover/open/$fileId', params: { fileId } });
  };
  const run = (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    void work()
      .catch(showFailure)
      .finally(() => setBusy(false));
  };
  const chooseFile = async () => {
    const filters = [{ name: t('fileKind.any'), extensions: ['cphandover', 'cpreceipt'] }];
    const outcome = await files.open({ filters, as: 'bytes', maxBytes: fileSizeLimitBytes });
    if (outcome.status === 'failed') showReadFailure(outcome.code, outcome.name);
    if (outcome.status === 'opened' && typeof outcome.content !== 'string') {
      await show(outcome.name, outcome.content);
    }
  };
  const takeFile = async (file: File) => {
    if (file.size > fileSizeLimitBytes) showReadFailure('fileTooLarge', file.name);
    else await show(file.name.slice(0, 300), new Uint8Array(await file.arrayBuffer()));
  };
  return {
    busy,
    choose: () => run(chooseFile),
    take: (file) => run(() => takeFile(file)),
  };
}
