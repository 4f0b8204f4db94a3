import { Button, Code, Group, Text } from '@mantine/core';
import { IconFileCheck, IconPaperclip } from '@tabler/icons-react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { EntityRecord, FieldsInput } from '../../../../shared/domain/model/schemas.ts';
import { fileSizeLimitBytes } from '../../../../shared/kernel/shell.ts';
import { useBackend } from '../../../api/backend-context.tsx';

export interface AttachedFileProps {
  item: EntityRecord<'evidenceItem'>;
  readOnly: boolean;
  onAttach: (patch: FieldsInput<'evidenceItem'>) => void;
}

/** Notes which file the evidence is, by name and fingerprint. The file itself stays where it is. */
export function AttachedFile({ item, readOnly, onAttach }: AttachedFileProps) {
  const { t } = useTranslation(['evidence', 'errors', 'common']);
  const { files } = useBackend();
  const { fileHash, fileName } = item.fields;
  const choose = async () => {
    const outcome = await files.open({ filters: [], as: 'bytes', maxBytes: fileSizeLimitBytes });
    if (outcome.status === 'opened' && typeof outcome.content !== 'string') {
      onAttach({ fileName: outcome.name.slice(0, 300), fileHash: await fingerprint(outcome.content) });
    }
    if (outcome.status === 'failed') {
      notifications.show({
        color: 'red',
        title: t(`errors:${outcome.code}.title`),
        message: t(`errors:${outcome.code}.todo`),
        autoClose: false,
        closeButtonProps: { 'aria-label': t('common:close') },
      });
    }
  };
  return (
    <div>
      <Group gap="xs">
        <Text size="sm" fw={500}>
          {t('evidence:field.fileName')}
        </Text>
        {fileHash && (
          <Group gap={6} wrap="nowrap">
            <IconFileCheck size={16} aria-hidden />
            <Text size="sm">{fileName}</Text>
            <Code title={fileHash}>{fileHash.slice(0, 8)}</Code>
          </Group>
        )}
        {!readOnly && (
          <Button
            size="compact-xs"
            leftSection={<IconPaperclip size={14} aria-hidden />}
            onClick={() => void choose()}
          >
            {fileHash ? t('evidence:file.other') : t('evidence:file.choose')}
          </Button>
        )}
        {!readOnly && fileHash && (
          <Button size="compact-xs" variant="subtle" onClick={() => onAttach({ fileHash: '', fileName: '' })}>
            {t('evidence:file.forget')}
          </Button>
        )}
      </Group>
      <Text size="xs" c="var(--text-muted)">
        {t('evidence:file.hint')}
      </Text>
    </div>
  );
}

/** SHA-256 in hexadecimal digits. */
async function fingerprint(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
