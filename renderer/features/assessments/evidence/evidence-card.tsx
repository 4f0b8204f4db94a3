import { ActionIcon, Group, Menu, Text } from '@mantine/core';
import { IconDots, IconPencil, IconUnlink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EntityRecord } from '../../../../shared/domain/model/schemas.ts';
import type { Slot } from '../../../../shared/framework/schema.ts';
import { SlotMark } from '../../../ui/figures/slot-mark.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { linkChange } from '../data/changes.ts';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { AutosaveText } from '../fields/autosave-inputs.tsx';
import { type LinkedEvidence, strengthWord } from './linked-evidence.ts';
import classes from './evidence.module.css';

const slots: readonly Slot[] = ['past', 'present', 'desired'];

export interface EvidenceCardProps extends LinkedEvidence {
  criterionId: string;
  onEdit: () => void;
}

/** One evidence item with the slots that it supports and the page for each. */
export function EvidenceCard({ criterionId, item, links, onEdit }: EvidenceCardProps) {
  const { t } = useTranslation(['evidence', 'assessments']);
  const { bundle, framework, put, readOnly } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const { kind: kindKey, publisher, title, year } = item.fields;
  const kind = framework.evidenceKinds.find(({ key }) => key === kindKey);
  const place = (slot: Slot) => ({
    assessmentId: bundle.assessment.id,
    criterionId,
    evidenceId: item.id,
    slot,
  });
  const unlink = () => put(...links.map(({ fields }) => linkChange(place(fields.slot), false)));
  const shownTitle = title || t('untitled');
  return (
    <article className={classes.card} aria-label={shownTitle}>
      <Group justify="space-between" wrap="nowrap" align="start" gap={4}>
        <button type="button" className={classes.title} onClick={onEdit}>
          {shownTitle}
        </button>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size="sm" aria-label={t('actions', { title: shownTitle })}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
              {readOnly ? t('show') : t('edit')}
            </Menu.Item>
            {!readOnly && (
              <Menu.Item leftSection={<IconUnlink size={16} aria-hidden />} onClick={unlink}>
                {t('unlink')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </Group>
      <Text size="xs" c="var(--text-muted)">
        {[kind ? texts.of(kind.name) : t('kindMissing'), t(`strength.${strengthWord(kind)}`), publisher, year]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      <div className={classes.slots} role="group" aria-label={t('supports')}>
        {slots.map((slot) => {
          const linked = links.some(({ fields }) => fields.slot === slot);
          return (
            <button
              key={slot}
              type="button"
              className={classes.slot}
              aria-pressed={linked}
              aria-label={texts.slot(slot)}
              title={texts.slot(slot)}
              disabled={readOnly}
              onClick={() => put(linkChange(place(slot), !linked))}
            >
              <SlotMark slot={slot} size={12} />
              {t(`assessments:slot.${slot}`)}
            </button>
          );
        })}
      </div>
      {links.map((link) => (
        <LinkPage key={link.id} link={link} label={t('pageFor', { slot: texts.slot(link.fields.slot) })} />
      ))}
    </article>
  );
}

/** Where in the source the support for a slot stands. */
function LinkPage({ link, label }: { link: EntityRecord<'evidenceLink'>; label: string }) {
  const { save, readOnly } = useAssessment();
  return (
    <Group gap={6} wrap="nowrap" mt={4} c="var(--text-muted)">
      <SlotMark slot={link.fields.slot} size={12} />
      <AutosaveText
        size="xs"
        flex={1}
        aria-label={label}
        placeholder={label}
        value={link.fields.page}
        maxLength={60}
        readOnly={readOnly}
        onSave={(page) =>
          save([{ kind: 'evidenceLink', id: link.id, parentId: link.parentId, patch: { page } }])
        }
      />
    </Group>
  );
}
