import { Alert, Button, Group, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAssessment } from '../data/assessment-context.tsx';
import { useCriterion } from './use-criterion.ts';

/** Scores that were carried over from an older framework version and wait for a second look. */
export function MigrationNotice({ criterionId }: { criterionId: string }) {
  const { t } = useTranslation('assessments');
  const { readOnly } = useAssessment();
  const { entry, put } = useCriterion(criterionId);
  if (!entry.reviewAfterMigration) return null;
  return (
    <Alert variant="light" color="accent" icon={<IconInfoCircle aria-hidden />}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 200px">
          {t('criterion.carriedOver', { version: entry.scoredUnderVersion })}
        </Text>
        {!readOnly && (
          <Button size="xs" onClick={() => put({ reviewAfterMigration: false })}>
            {t('criterion.reviewed')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
