import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { HostForm } from './host-form.tsx';
import { JoinForm } from './join-form.tsx';

/** The two ways into a room. */
export function NoRoom() {
  const { t } = useTranslation('room');
  return (
    <Stack gap="lg">
      <Text maw={720}>{t('intro')}</Text>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <JoinForm />
        <HostForm />
      </SimpleGrid>
    </Stack>
  );
}
