import { Button, Menu, Stack, Table, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { criterionEntryId } from '../../../../shared/domain/model/ids.ts';
import type { Slot } from '../../../../shared/framework/schema.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { WhyNumber } from '../../../ui/figures/why-number.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { personalScoreChange } from '../data/changes.ts';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { useSubjectNames } from '../data/subject-names.ts';
import { SavedCheckbox, SavedSelect } from '../fields/chosen-inputs.tsx';
import { AutosaveText } from '../fields/autosave-inputs.tsx';
import { type Assessor, assessorsOf, keysAt, nextAlias, scoreOf } from './assessors.ts';
import { useCriterion } from './use-criterion.ts';

const slots: readonly Slot[] = ['past', 'present', 'desired'];

/** What each person answered alone, the median as a proposal, and whether the team has to talk. */
export function IndividualScores({ criterionId }: { criterionId: string }) {
  const { t } = useTranslation('assessments');
  const { bundle, save, readOnly } = useAssessment();
  const formats = useFormats();
  const { entry, figures, save: saveEntry } = useCriterion(criterionId);
  const [added, setAdded] = useState<Assessor[]>([]);
  const known = assessorsOf(bundle, (left, right) => formats.compare(left, right));
  const here = new Set([
    ...keysAt(bundle, criterionEntryId(bundle.assessment.id, criterionId)),
    ...added.map(({ key }) => key),
  ]);
  const named = [...known, ...added.filter(({ key }) => !known.some((assessor) => assessor.key === key))];
  const assessors = named.filter(({ key }) => here.has(key));
  const others = named.filter(({ key }) => !here.has(key));
  const disagreement = figures && slots.some((slot) => figures.disagreements[slot].disagreement);
  const set = (assessor: Assessor, slot: Slot, value: number | null) =>
    save([
      personalScoreChange(
        { assessmentId: bundle.assessment.id, criterionId, slot, assessorKey: assessor.key },
        { assessorAlias: assessor.alias, value },
      ),
    ]);
  return (
    <Stack gap="xs">
      <Text size="xs" c="var(--text-muted)">
        {t('individual.help')}
      </Text>
      {assessors.length > 0 && (
        <Table aria-label={t('individual.title')} horizontalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('individual.assessor')}</Table.Th>
              {slots.map((slot) => (
                <Table.Th key={slot} scope="col" w={96}>
                  {t(`slot.${slot}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {assessors.map((assessor) => (
              <AssessorRow key={assessor.key} criterionId={criterionId} assessor={assessor} onScore={set} />
            ))}
            <Proposals criterionId={criterionId} />
          </Table.Tbody>
        </Table>
      )}
      {disagreement && (
        <SavedCheckbox
          label={t('individual.discussed')}
          description={t('individual.disagreement')}
          checked={entry.disagreementDiscussed}
          disabled={readOnly}
          onSave={(disagreementDiscussed) => saveEntry({ disagreementDiscussed })}
        />
      )}
      {!readOnly && (
        <AddAssessor others={others} taken={named} onAdd={(assessor) => setAdded([...added, assessor])} />
      )}
    </Stack>
  );
}

interface AddAssessorProps {
  /** People who scored other criteria. */
  others: readonly Assessor[];
  taken: readonly Assessor[];
  onAdd: (assessor: Assessor) => void;
}

/** Brings in somebody who scored elsewhere, or a new person. */
function AddAssessor({ others, taken, onAdd }: AddAssessorProps) {
  const { t } = useTranslation('assessments');
  const addNew = () => {
    const alias = nextAlias(taken, (number) => t('individual.alias', { number }));
    onAdd({ key: crypto.randomUUID().slice(0, 8), alias });
  };
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="xs" w="fit-content" leftSection={<IconPlus size={14} aria-hidden />}>
          {t('individual.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map((assessor) => (
          <Menu.Item key={assessor.key} onClick={() => onAdd(assessor)}>
            {assessor.alias}
          </Menu.Item>
        ))}
        {others.length > 0 && <Menu.Divider />}
        <Menu.Item onClick={addNew}>{t('individual.new')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface AssessorRowProps {
  criterionId: string;
  assessor: Assessor;
  onScore: (assessor: Assessor, slot: Slot, value: number | null) => Promise<void>;
}

function AssessorRow({ criterionId, assessor, onScore }: AssessorRowProps) {
  const { t } = useTranslation('assessments');
  const { bundle, current, framework, readOnly, save } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const entryId = criterionEntryId(bundle.assessment.id, criterionId);
  const own = bundle.individualScores.filter(({ id }) => id.endsWith(`/by-${assessor.key}`));
  const rename = (assessorAlias: string) => {
    const scores = current().individualScores.filter(({ id }) => id.endsWith(`/by-${assessor.key}`));
    const changes = scores.map(({ kind, id, parentId }) => ({
      kind,
      id,
      parentId,
      patch: { assessorAlias },
    }));
    return changes.length > 0 ? save(changes) : Promise.resolve();
  };
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {own.length > 0 ? (
          <AutosaveText
            size="xs"
            aria-label={t('individual.assessor')}
            value={assessor.alias}
            maxLength={80}
            readOnly={readOnly}
            onSave={rename}
          />
        ) : (
          assessor.alias
        )}
      </Table.Th>
      {slots.map((slot) => {
        const value = scoreOf(bundle, entryId, slot, assessor.key)?.fields.value ?? null;
        return (
          <Table.Td key={slot}>
            <SavedSelect
              size="xs"
              aria-label={`${assessor.alias}: ${texts.slot(slot)}`}
              value={value === null ? '' : String(value)}
              disabled={readOnly}
              data={[
                { value: '', label: '–' },
                ...framework.scale.levels.map((level) => ({
                  value: String(level.value),
                  label: String(level.value),
                })),
              ]}
              onSave={(chosen) => onScore(assessor, slot, chosen === '' ? null : Number(chosen))}
            />
          </Table.Td>
        );
      })}
    </Table.Tr>
  );
}

/** The median of each slot: a proposal, taken over only by typing the agreed score. */
function Proposals({ criterionId }: { criterionId: string }) {
  const { t } = useTranslation('assessments');
  const formats = useFormats();
  const names = useSubjectNames();
  const { figures } = useCriterion(criterionId);
  if (!figures) return null;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={600}>
        {t('individual.proposal')}
      </Table.Th>
      {slots.map((slot) => {
        const { range, disagreement } = figures.disagreements[slot];
        const proposal = figures.proposals[slot];
        return (
          <Table.Td key={slot}>
            <WhyNumber figure={proposal} text={formats.score(proposal.value)} names={names} />
            {disagreement && (
              <Text size="xs" c="var(--tone-bad)">
                {t('individual.range', { range })}
              </Text>
            )}
          </Table.Td>
        );
      })}
    </Table.Tr>
  );
}
