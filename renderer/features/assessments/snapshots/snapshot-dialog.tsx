import { Alert, Button, Checkbox, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { snapshotParts, visibilityLadder } from '../../../../shared/domain/snapshots/visibility.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { FailureMessage } from '../../../ui/failure-message.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { SnapshotPreviewBox } from './snapshot-preview-box.tsx';
import { type SnapshotChoiceAccess, useSnapshotChoice } from './use-snapshot-choice.ts';

/** Freezes the assessment or shares the frozen one: who may see the copy, and what of it, to the letter. */
export function SnapshotDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('snapshots');
  const { t: common } = useTranslation('common');
  const { readOnly: frozen } = useAssessment();
  const choice = useSnapshotChoice(onClose);
  const { preview, share } = choice;
  const mayShare = useMayShare();
  const label = frozen ? (share ? 'share' : 'keep') : share ? 'freezeAndShare' : 'freeze';
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t(frozen ? 'dialog.shareTitle' : 'dialog.freezeTitle')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="md">
        {!frozen && <Text size="sm">{t('dialog.meaning')}</Text>}
        <VisibilityChoice choice={choice} />
        {!choice.anonymous && <PartsChoice choice={choice} />}
        {share && !mayShare && (
          <Alert variant="light" color="yellow" icon={<IconAlertTriangle aria-hidden />}>
            {t('dialog.mayNotShare')}
          </Alert>
        )}
        <Warnings choice={choice} />
        {preview.error && <FailureMessage error={preview.error} />}
        {choice.error !== undefined && <FailureMessage error={choice.error} />}
        {preview.data && !preview.error && <SnapshotPreviewBox choice={choice} preview={preview.data} />}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            variant="filled"
            loading={choice.running}
            disabled={!choice.ready || (share && !mayShare)}
            onClick={() => void choice.run()}
          >
            {t(`dialog.do.${label}`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function VisibilityChoice({ choice }: { choice: SnapshotChoiceAccess }) {
  const { t } = useTranslation('snapshots');
  return (
    <Radio.Group
      label={t('dialog.visibility')}
      value={choice.visibility}
      onChange={(next) => {
        const known = visibilityLadder.find((visibility) => visibility === next);
        if (known) choice.setVisibility(known);
      }}
    >
      <Stack gap={6} mt={6}>
        {visibilityLadder.map((visibility) => (
          <Radio
            key={visibility}
            value={visibility}
            label={t(`visibility.${visibility}.name`)}
            description={t(`visibility.${visibility}.text`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function PartsChoice({ choice }: { choice: SnapshotChoiceAccess }) {
  const { t } = useTranslation('snapshots');
  return (
    <Stack gap="xs">
      <Checkbox.Group
        label={t('dialog.parts')}
        description={t('dialog.partsNote')}
        value={choice.parts}
        onChange={(next) => choice.setParts(snapshotParts.filter((part) => next.includes(part)))}
      >
        <Stack gap={6} mt={6}>
          {snapshotParts.map((part) => (
            <Checkbox key={part} value={part} label={t(`part.${part}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      {choice.leaves && (
        <Checkbox
          label={t('dialog.sign')}
          description={t('dialog.signNote')}
          checked={choice.signed}
          onChange={(event) => choice.setSigned(event.currentTarget.checked)}
        />
      )}
    </Stack>
  );
}

function Warnings({ choice }: { choice: SnapshotChoiceAccess }) {
  const { t } = useTranslation('snapshots');
  const { queries } = useBackend();
  const { bundle } = useAssessment();
  const { data = [] } = useQuery(queries.snapshots.list.queryOptions());
  const hasAlias = data.some(
    ({ assessmentId, state, visibility }) =>
      assessmentId === bundle.assessment.id && state !== 'kept' && visibility === 'partnershipAnonymous',
  );
  if (choice.anonymous) {
    return (
      <Alert variant="light" icon={<IconInfoCircle aria-hidden />}>
        {t('dialog.anonymousLimits')}
      </Alert>
    );
  }
  if (!choice.share || !hasAlias) return null;
  return (
    <Alert variant="light" color="yellow" icon={<IconAlertTriangle aria-hidden />}>
      {t('dialog.revealsAlias')}
    </Alert>
  );
}

/** Whether the partnership takes what is written here. */
function useMayShare(): boolean {
  const { queries } = useBackend();
  const { data } = useQuery(queries.sync.status.queryOptions());
  return !data?.commons?.readOnly;
}
