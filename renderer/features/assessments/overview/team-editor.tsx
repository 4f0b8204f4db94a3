import { ActionIcon, Button, Fieldset, Group, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { assessmentChange } from '../data/changes.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { AutosaveText } from '../fields/autosave-inputs.tsx';

interface Member {
  role: string;
  organisation: string;
}

/** Who works on the assessment: roles and organisations, no names of persons needed. */
export function TeamEditor() {
  const { t } = useTranslation('assessments');
  const { bundle, current, save, put, readOnly } = useAssessment();
  const { id, fields } = bundle.assessment;
  const changed = (change: (team: readonly Member[]) => Member[]) =>
    assessmentChange(id, fields.partnerId, { team: change(current().assessment.fields.team) });
  const setMember = (index: number, part: Partial<Member>) =>
    save([
      changed((team) => team.map((member, place) => (place === index ? { ...member, ...part } : member))),
    ]);
  return (
    <Fieldset legend={t('field.team')}>
      <Stack gap="xs">
        {fields.team.length === 0 && (
          <Text size="sm" c="var(--text-muted)">
            {t('team.none')}
          </Text>
        )}
        {fields.team.map((member, index) => (
          // The rows have no identity but their place: a removed row takes its fields' drafts with it.
          <Group key={`${index}-${fields.team.length}`} gap="xs" wrap="nowrap" align="end">
            <AutosaveText
              flex={1}
              label={t('team.role')}
              value={member.role}
              maxLength={100}
              readOnly={readOnly}
              onSave={(role) => setMember(index, { role })}
            />
            <AutosaveText
              flex={2}
              label={t('team.organisation')}
              value={member.organisation}
              maxLength={300}
              readOnly={readOnly}
              onSave={(organisation) => setMember(index, { organisation })}
            />
            {!readOnly && (
              <ActionIcon
                mb={4}
                aria-label={t('team.remove', { role: member.role || member.organisation || index + 1 })}
                onClick={() => put(changed((team) => team.filter((_member, place) => place !== index)))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
        {!readOnly && (
          <Group>
            <Button
              size="xs"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => put(changed((team) => [...team, { role: '', organisation: '' }]))}
            >
              {t('team.add')}
            </Button>
          </Group>
        )}
      </Stack>
    </Fieldset>
  );
}
