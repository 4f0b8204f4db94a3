import { Paper, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { textIn } from '../../../../shared/domain/model/text.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { LevelCell } from '../../../ui/figures/level-cell.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import classes from './snapshots.module.css';

const slots = ['past', 'present', 'desired'] as const;

/** Every criterion with its scores, and why where that was shared. */
export function SharedCriteria() {
  const { t } = useTranslation(['snapshots', 'assessments']);
  const { bundle, framework } = useAssessment();
  const formats = useFormats();
  const texts = useFrameworkTexts(framework);
  const entries = new Map(bundle.entries.map(({ fields }) => [fields.criterionId, fields]));
  return (
    <Paper withBorder p="md" component="section" aria-label={t('snapshots:view.criteria')}>
      <Title order={2} mb="xs">
        {t('snapshots:view.criteria')}
      </Title>
      <Table aria-label={t('snapshots:view.criteria')} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('snapshots:view.criteria')}</Table.Th>
            {slots.map((slot) => (
              <Table.Th key={slot} scope="col" w={72}>
                {t(`assessments:slot.${slot}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {framework.themes.flatMap((theme) =>
            theme.criteria.map((criterion) => {
              const entry = entries.get(criterion.id);
              const why = entry?.notApplicable ? entry.notApplicableReason : entry?.justification;
              const reason = why && entry ? textIn(why, formats.language, entry.sourceLanguage) : '';
              return (
                <Table.Tr key={criterion.id}>
                  <Table.Th scope="row" fw={400}>
                    {criterion.id} {texts.criterion(criterion.id)}
                    {reason && (
                      <Text size="sm" c="var(--text-muted)" className={classes.texts}>
                        {reason}
                      </Text>
                    )}
                  </Table.Th>
                  {slots.map((slot) => (
                    <Table.Td key={slot}>
                      <LevelCell
                        value={entry?.[slot] ?? null}
                        label={t(`assessments:slot.${slot}`)}
                        notApplicable={entry?.notApplicable ?? false}
                      />
                    </Table.Td>
                  ))}
                </Table.Tr>
              );
            }),
          )}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
