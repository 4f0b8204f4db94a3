import { Alert, Button, Group, Modal, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconLock, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { nutsVersions } from '../../../../shared/domain/model/parts.ts';
import type { EntityRecord, FieldsInput } from '../../../../shared/domain/model/schemas.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { translationPatch } from '../data/texts.ts';
import { AutosaveText, YearInput } from '../fields/autosave-inputs.tsx';
import { SavedDate, SavedSelect } from '../fields/chosen-inputs.tsx';
import { LocalizedTextarea } from '../fields/localized-textarea.tsx';
import { AttachedFile } from './attached-file.tsx';
import { strengthWord } from './linked-evidence.ts';
import { UsedIn } from './used-in.tsx';

type Item = EntityRecord<'evidenceItem'>;

export interface EvidenceEditorProps {
  /** Undefined once the item was removed. */
  item: Item | undefined;
  onClose: () => void;
}

/** Every field of an evidence item; all of them save themselves. */
export function EvidenceEditor({ item, onClose }: EvidenceEditorProps) {
  const { t } = useTranslation('evidence');
  const { t: common } = useTranslation('common');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('item')}
      size="xl"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {item ? <Fields key={item.id} item={item} onClose={onClose} /> : <Text size="sm">{t('gone')}</Text>}
    </Modal>
  );
}

function Fields({ item, onClose }: { item: Item; onClose: () => void }) {
  const { t } = useTranslation('evidence');
  const { t: common } = useTranslation('common');
  const { bundle, current, put, save, readOnly: assessmentFrozen } = useAssessment();
  const onlyRead = bundle.frozenEvidenceIds?.includes(item.id) === true;
  const readOnly = assessmentFrozen || onlyRead;
  const { fields } = item;
  const change = (patch: FieldsInput<'evidenceItem'>) => ({
    kind: 'evidenceItem' as const,
    id: item.id,
    parentId: item.parentId,
    patch,
  });
  const text = (field: 'title' | 'publisher' | 'url' | 'page' | 'licence', maxLength: number) => (
    <AutosaveText
      key={field}
      label={t(`field.${field}`)}
      value={fields[field]}
      maxLength={maxLength}
      readOnly={readOnly}
      onSave={(value) => save([change({ [field]: value })])}
    />
  );
  return (
    <Stack gap="sm">
      {onlyRead && !assessmentFrozen && <FrozenSource />}
      {text('title', 500)}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <KindChoice item={item} readOnly={readOnly} onChoose={(kind) => put(change({ kind }))} />
        {text('publisher', 300)}
        <YearInput
          label={t('field.year')}
          description={t('yearHint')}
          value={fields.year}
          readOnly={readOnly}
          onSave={(year) => put(change({ year }))}
        />
        <SavedDate
          label={t('field.accessDate')}
          description={t('accessHint')}
          value={fields.accessDate}
          readOnly={readOnly}
          onSave={(accessDate) => put(change({ accessDate }))}
        />
        {text('url', 2000)}
        {text('page', 60)}
        <Group gap="xs" wrap="nowrap" align="end">
          <AutosaveText
            flex={1}
            label={t('field.territory')}
            value={fields.territory}
            maxLength={5}
            readOnly={readOnly}
            onSave={(territory) => save([change({ territory: territory.trim().toUpperCase() })])}
          />
          <SavedSelect
            w={96}
            aria-label={t('field.territoryVersion')}
            title={t('field.territoryVersion')}
            value={fields.territoryVersion}
            disabled={readOnly}
            data={nutsVersions.map((version) => ({ value: version, label: version }))}
            onSave={(chosen) => {
              const version = nutsVersions.find((known) => known === chosen);
              return version ? save([change({ territoryVersion: version })]) : Promise.resolve();
            }}
          />
        </Group>
        {text('licence', 300)}
      </SimpleGrid>
      <AttachedFile item={item} readOnly={readOnly} onAttach={(patch) => put(change(patch))} />
      <LocalizedTextarea
        fieldKey={`${item.id}/quote`}
        label={t('field.quote')}
        text={fields.quote}
        language={bundle.assessment.fields.language}
        readOnly={readOnly}
        onSave={(language, quote) => {
          const now = current().evidenceItems.find(({ id }) => id === item.id)?.fields ?? fields;
          const { texts, ...translation } = translationPatch(now, 'quote', now.quote, language, quote);
          return save([change({ quote: texts, ...translation })]);
        }}
      />
      <UsedIn evidenceId={item.id} />
      <Group justify="space-between" mt="xs">
        {readOnly ? (
          <span />
        ) : (
          <Button
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => {
              put({ kind: 'evidenceItem', id: item.id, parentId: item.parentId, deleted: true });
              onClose();
            }}
          >
            {t('remove')}
          </Button>
        )}
        <Button variant="filled" onClick={onClose}>
          {common('close')}
        </Button>
      </Group>
    </Stack>
  );
}

function FrozenSource() {
  const { t } = useTranslation('assessments');
  return (
    <Alert variant="light" color="accent" icon={<IconLock aria-hidden />}>
      {t('frozen.evidence')}
    </Alert>
  );
}

function KindChoice(props: { item: Item; readOnly: boolean; onChoose: (kind: string) => void }) {
  const { item, readOnly, onChoose } = props;
  const { t } = useTranslation('evidence');
  const { framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const kind = framework.evidenceKinds.find(({ key }) => key === item.fields.kind);
  return (
    <Select
      label={t('field.kind')}
      placeholder={t('kindChoose')}
      value={kind?.key ?? null}
      readOnly={readOnly}
      onChange={(next) => next && onChoose(next)}
      data={framework.evidenceKinds.map((known) => ({
        value: known.key,
        label: `${texts.of(known.name)} (${t(`strength.${strengthWord(known)}`)})`,
      }))}
    />
  );
}
