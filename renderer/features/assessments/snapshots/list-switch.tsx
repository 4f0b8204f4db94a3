import { SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** From the assessments of this workspace to those that partners share, and back. */
export function ListSwitch({ shown }: { shown: 'own' | 'shared' }) {
  const { t } = useTranslation('snapshots');
  const navigate = useNavigate();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('switch')}
      value={shown}
      onChange={(next) => void navigate({ to: next === 'shared' ? '/assessments/shared' : '/assessments' })}
      data={[
        { value: 'own', label: t('own') },
        { value: 'shared', label: t('title') },
      ]}
    />
  );
}
