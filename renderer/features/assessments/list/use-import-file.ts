import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maxExchangeCharacters } from '../../../../shared/contract/assessments.ts';
import type { OpenOutcome } from '../../../../shared/kernel/shell.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { useTakeImportRequest } from '../../../ui/import-requests.tsx';

export interface ChosenFile {
  name: string;
  content: string;
}

/** Lets the user choose an exchange file; what cannot be read is told and changes nothing. */
export function useImportFile() {
  const { files } = useBackend();
  const { t } = useTranslation(['errors', 'assessments', 'common']);
  const [file, setFile] = useState<ChosenFile | undefined>();
  const receive = (outcome: OpenOutcome) => {
    if (outcome.status === 'opened') setFile({ name: outcome.name, content: String(outcome.content) });
    if (outcome.status !== 'failed') return;
    notifications.show({
      color: 'red',
      title: t(`errors:${outcome.code}.title`),
      message: `${outcome.name}: ${t(`errors:${outcome.code}.safe`)} ${t(`errors:${outcome.code}.todo`)}`,
      autoClose: false,
      closeButtonProps: { 'aria-label': t('common:close') },
    });
  };
  const choose = async () => {
    const filters = [{ name: t('assessments:file.exchange'), extensions: ['json'] }];
    // A character of the file takes up to three bytes.
    receive(await files.open({ filters, as: 'text', maxBytes: maxExchangeCharacters * 3 }));
  };
  useTakeImportRequest((request) => {
    if (request.kind === 'choose') void choose();
    else receive(request.outcome);
  });
  return { file, choose, close: () => setFile(undefined) };
}
