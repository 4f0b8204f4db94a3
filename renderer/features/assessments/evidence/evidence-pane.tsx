import { Button, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Slot } from '../../../../shared/framework/schema.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { WhyNumber } from '../../../ui/figures/why-number.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { useSubjectNames } from '../data/subject-names.ts';
import { useCriterion } from '../theme/use-criterion.ts';
import { AddEvidence } from './add-evidence.tsx';
import { EvidenceCard } from './evidence-card.tsx';
import { EvidenceEditor } from './evidence-editor.tsx';
import { linkedEvidence } from './linked-evidence.ts';
import { usePartnerEvidence } from './use-partner-evidence.ts';
import classes from './evidence.module.css';

/** What supports the scores of a criterion. */
export function EvidencePane({ criterionId, slot }: { criterionId: string; slot: Slot }) {
  const { t } = useTranslation('evidence');
  const { bundle, readOnly } = useAssessment();
  const items = usePartnerEvidence();
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<string | undefined>();
  const linked = linkedEvidence(bundle, items, criterionId);
  return (
    <Stack gap="sm">
      {!readOnly && (
        <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      )}
      {linked.length === 0 && (
        <Text size="sm" c="var(--text-muted)">
          {t('none')}
        </Text>
      )}
      <ul className={classes.list}>
        {linked.map(({ item, links }) => (
          <li key={item.id}>
            <EvidenceCard
              criterionId={criterionId}
              item={item}
              links={links}
              onEdit={() => setEditing(item.id)}
            />
          </li>
        ))}
      </ul>
      <Confidence criterionId={criterionId} />
      {adding && (
        <AddEvidence
          criterionId={criterionId}
          slot={slot}
          items={items}
          onClose={() => setAdding(false)}
          onAdded={(id) => {
            setAdding(false);
            setEditing(id);
          }}
        />
      )}
      {editing !== undefined && (
        <EvidenceEditor item={items.find(({ id }) => id === editing)} onClose={() => setEditing(undefined)} />
      )}
    </Stack>
  );
}

function Confidence({ criterionId }: { criterionId: string }) {
  const { t } = useTranslation(['evidence', 'figures']);
  const formats = useFormats();
  const names = useSubjectNames();
  const { figures } = useCriterion(criterionId);
  if (!figures) return null;
  return (
    <div className={classes.confidence}>
      <Text size="sm">
        {t('evidence:confidence')}{' '}
        <b>
          <WhyNumber
            figure={figures.confidence}
            text={formats.percent(figures.confidence.value)}
            names={names}
            more={[figures.evidence, figures.review]}
          />
        </b>
        {figures.confidenceLevel && ` ${t(`figures:confidenceLevel.${figures.confidenceLevel}`)}`}
      </Text>
      <Text size="xs" c="var(--text-muted)">
        {t('evidence:confidenceHint')}
      </Text>
    </div>
  );
}
