import { Alert, Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '../../../../shared/contract/assessments.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { noValue, useFormats } from '../../../i18n/formats.ts';
import { FailureMessage } from '../../../ui/failure-message.tsx';
import { Loading } from '../../../ui/loading.tsx';
import type { ExchangeFile } from '../../../ui/own-file.ts';

/** Says what an exchange file would do before anything is changed, then does it. */
export function ImportDialog({ file, onClose }: { file: ExchangeFile; onClose: () => void }) {
  const { t } = useTranslation('assessments');
  const { t: common } = useTranslation('common');
  const { client } = useBackend();
  const preview = useQuery({
    queryKey: ['import-preview', file],
    queryFn: () => client.assessments.inspectImport({ content: file.content }),
    gcTime: 0,
  });
  const { run, running, error } = useImport(file, onClose);
  const same = preview.data?.added === 0 && preview.data.changed === 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('import.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="md">
        <Text size="sm" c="var(--text-muted)">
          {file.name}
        </Text>
        {preview.error && <FailureMessage error={preview.error} />}
        {error !== undefined && <FailureMessage error={error} />}
        {preview.isPending && <Loading />}
        {preview.data && <Preview preview={preview.data} />}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose} data-autofocus>
            {preview.error ? common('close') : common('cancel')}
          </Button>
          {preview.data && (
            <Button variant="filled" loading={running} disabled={same} onClick={() => void run()}>
              {t('import.do')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function useImport(file: ExchangeFile, onClose: () => void) {
  const { client, session } = useBackend();
  const navigate = useNavigate();
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  // One id for however many tries: a repeated import is the same import.
  const [opId] = useState(() => crypto.randomUUID());
  const run = async () => {
    setRunning(true);
    setError(undefined);
    try {
      const { id } = await client.assessments.import({ opId, content: file.content, session });
      onClose();
      await navigate({ to: '/assessments/$assessmentId', params: { assessmentId: id } });
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
    }
  };
  return { run, running, error };
}

function Preview({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation('assessments');
  const formats = useFormats();
  const rows = [
    [t('field.title'), preview.title],
    [t('field.partner'), preview.partnerName],
    [t('field.framework'), preview.frameworkVersion],
    [t('import.origin'), preview.origin],
    [t('import.exportedAt'), formats.dateTime(preview.exportedAt)],
    [t('import.added'), formats.integer(preview.added)],
    [t('import.changed'), formats.integer(preview.changed)],
    [t('import.same'), formats.integer(preview.same)],
    ...(preview.newerHere > 0 ? [[t('import.newerHere'), formats.integer(preview.newerHere)]] : []),
    ...(preview.kept > 0 ? [[t('import.kept'), formats.integer(preview.kept)]] : []),
  ];
  const outcome = !preview.known ? 'new' : preview.added + preview.changed === 0 ? 'nothing' : 'update';
  return (
    <>
      <Table aria-label={t('import.title')}>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w={200} fw={400} c="var(--text-muted)">
                {name}
              </Table.Th>
              <Table.Td>{value || noValue}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Alert variant="light" icon={<IconInfoCircle aria-hidden />}>
        {t(`import.outcome.${outcome}`)}
      </Alert>
      {preview.newerHere > 0 && (
        <Alert variant="light" color="yellow" icon={<IconAlertTriangle aria-hidden />}>
          {t('import.newerWarning')}
        </Alert>
      )}
    </>
  );
}
