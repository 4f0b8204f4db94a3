import { Button, Checkbox, Group, Modal, Select, Stack, Tabs, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityRecord } from '../../../../shared/domain/model/schemas.ts';
import type { Slot } from '../../../../shared/framework/schema.ts';
import { foldText } from '../../../../shared/kernel/text-folding.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { linkChange } from '../data/changes.ts';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { strengthWord } from './linked-evidence.ts';
import classes from './evidence.module.css';

export interface AddEvidenceProps {
  criterionId: string;
  slot: Slot;
  items: readonly EntityRecord<'evidenceItem'>[];
  onClose: () => void;
  /** A new item was made: its other fields can be filled in. */
  onAdded: (id: string) => void;
}

const slots: readonly Slot[] = ['past', 'present', 'desired'];

/** Links a new or an existing item to slots of a criterion. */
export function AddEvidence(props: AddEvidenceProps) {
  const { t } = useTranslation('evidence');
  const { t: common } = useTranslation('common');
  const [chosen, setChosen] = useState<readonly Slot[]>([props.slot]);
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('add')}
      size="lg"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Tabs defaultValue="new" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="new">{t('new')}</Tabs.Tab>
          <Tabs.Tab value="existing">{t('existing', { count: props.items.length })}</Tabs.Tab>
        </Tabs.List>
        <SlotChoice chosen={chosen} onChange={setChosen} />
        <Tabs.Panel value="new">
          <NewItem {...props} slots={chosen} />
        </Tabs.Panel>
        <Tabs.Panel value="existing">
          <ExistingItems {...props} slots={chosen} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}

function SlotChoice({
  chosen,
  onChange,
}: {
  chosen: readonly Slot[];
  onChange: (slots: readonly Slot[]) => void;
}) {
  const { t } = useTranslation('evidence');
  const { framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  return (
    <Checkbox.Group
      label={t('supports')}
      mb="md"
      value={[...chosen]}
      onChange={(values) => onChange(slots.filter((slot) => values.includes(slot)))}
    >
      <Group gap="md" mt={4}>
        {slots.map((slot) => (
          <Checkbox key={slot} value={slot} label={texts.slot(slot)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

type ChosenProps = AddEvidenceProps & { slots: readonly Slot[] };

function NewItem({ criterionId, slots: chosen, onAdded }: ChosenProps) {
  const { t } = useTranslation(['evidence', 'assessments']);
  const { bundle, framework, put } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const add = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (title.trim() === '' || chosen.length === 0) return;
    const id = crypto.randomUUID();
    const { partnerId, language } = bundle.assessment.fields;
    const assessmentId = bundle.assessment.id;
    put(
      {
        kind: 'evidenceItem',
        id,
        parentId: partnerId,
        patch: {
          title: title.trim(),
          kind: kind ?? '',
          partnerId,
          sourceLanguage: language,
          // Most evidence speaks of the assessed region itself.
          territory: bundle.region?.fields.nutsCode ?? '',
          ...(bundle.region && { territoryVersion: bundle.region.fields.nutsVersion }),
        },
      },
      ...chosen.map((slot) => linkChange({ assessmentId, criterionId, evidenceId: id, slot }, true)),
    );
    onAdded(id);
  };
  return (
    <form onSubmit={add} noValidate>
      <Stack gap="sm">
        <TextInput
          label={t('field.title')}
          value={title}
          maxLength={500}
          required
          data-autofocus
          onChange={(event) => setTitle(event.currentTarget.value)}
          error={tried && title.trim() === '' && t('assessments:problem.required')}
        />
        <Select
          label={t('field.kind')}
          placeholder={t('kindChoose')}
          value={kind}
          onChange={setKind}
          data={framework.evidenceKinds.map((known) => ({
            value: known.key,
            label: `${texts.of(known.name)} (${t(`strength.${strengthWord(known)}`)})`,
          }))}
        />
        {tried && chosen.length === 0 && (
          <Text size="sm" c="var(--tone-bad)" role="alert">
            {t('slotNeeded')}
          </Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" variant="filled">
            {t('addAndEdit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ExistingItems({ criterionId, items, slots: chosen, onClose }: ChosenProps) {
  const { t } = useTranslation('evidence');
  const { bundle, framework, put } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const [filter, setFilter] = useState('');
  const words = foldText(filter).split(/\s+/).filter(Boolean);
  const found = items.filter(({ fields }) => {
    const text = foldText(`${fields.title} ${fields.publisher} ${fields.year ?? ''}`);
    return words.every((word) => text.includes(word));
  });
  const link = (evidenceId: string) => {
    const assessmentId = bundle.assessment.id;
    put(...chosen.map((slot) => linkChange({ assessmentId, criterionId, evidenceId, slot }, true)));
    onClose();
  };
  return (
    <Stack gap="sm">
      <TextInput
        aria-label={t('filter')}
        placeholder={t('filter')}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      {found.length === 0 && (
        <Text size="sm" c="var(--text-muted)">
          {t('nothingFound')}
        </Text>
      )}
      <ul className={classes.choices}>
        {found.map(({ id, fields }) => (
          <li key={id}>
            <button
              type="button"
              className={classes.choice}
              disabled={chosen.length === 0}
              onClick={() => link(id)}
            >
              <span>{fields.title || t('untitled')}</span>
              <span className={classes.choiceFacts}>
                {[fields.kind && texts.evidenceKind(fields.kind), fields.publisher, fields.year]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
