import { Skeleton, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Shown only when reading takes longer than people notice. */
const delayMs = 300;

export function Loading() {
  const { t } = useTranslation('common');
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), delayMs);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <Stack p="lg" gap="sm" role="status" aria-label={t('loading')}>
      <Skeleton height={24} width={240} />
      <Skeleton height={160} />
      <Skeleton height={160} />
    </Stack>
  );
}
