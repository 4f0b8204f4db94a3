import { Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '../plan-page.module.css';
import type { PlanRights } from './use-plan-rights.ts';

/** Says why nothing can be written here now, and what became of changes that came too late. */
export function ReadOnlyBar({ rights }: { rights: PlanRights }) {
  const { t } = useTranslation('membership');
  return (
    <div role="status">
      {rights.readOnly !== null && (
        <div className={classes.notice} data-kind="rights">
          <IconLock size={18} stroke={1.7} aria-hidden className={classes.noticeIcon} />
          <div>
            <Text size="sm">{t(`readOnly.${rights.readOnly}`)}</Text>
            {rights.keptChanges > 0 && (
              <Text size="sm" fw={500}>
                {t('kept', { count: rights.keptChanges })}
              </Text>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
