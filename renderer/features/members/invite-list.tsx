import { Button, Table, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { InviteRow } from '../../../shared/contract/membership.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import classes from './members.module.css';

/** Invitations that can still be used. Their codes are not known any more, to nobody. */
export function InviteList() {
  const { t } = useTranslation('membership');
  const { queries } = useBackend();
  const { data, error } = useQuery({
    ...queries.membership.invites.queryOptions(),
    refetchOnMount: 'always',
  });
  return (
    <section aria-labelledby="open-invites">
      <Title order={2} id="open-invites" mb="sm">
        {t('invites')}
      </Title>
      {error && <FailureMessage error={error} />}
      {data?.length === 0 && (
        <Text size="sm" c="var(--text-muted)">
          {t('noInvites')}
        </Text>
      )}
      {data && data.length > 0 && <InviteTable invites={data} />}
    </section>
  );
}

function InviteTable({ invites }: { invites: readonly InviteRow[] }) {
  const { t } = useTranslation(['membership', 'common']);
  const { client } = useBackend();
  const formats = useFormats();
  const showFailure = useFailureNotice();
  const withdraw = async (inviteId: string) => {
    try {
      await client.membership.withdrawInvite({ inviteId });
      notifications.show({
        message: t('withdrawn'),
        closeButtonProps: { 'aria-label': t('common:close') },
      });
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <Table.ScrollContainer minWidth={720} type="native">
      <Table className={classes.table} horizontalSpacing="sm" aria-label={t('invites')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('createdAt')}</Table.Th>
            <Table.Th scope="col">{t('roleHeader')}</Table.Th>
            <Table.Th scope="col">{t('invitePartner')}</Table.Th>
            <Table.Th scope="col">{t('usesHeader')}</Table.Th>
            <Table.Th scope="col">{t('expiresAt')}</Table.Th>
            <Table.Th scope="col" w={120} aria-label={t('actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {invites.map(({ id, role, partner, createdAt, expiresAt, uses, maxUses }) => (
            <Table.Tr key={id}>
              <Table.Td className={classes.one}>{formats.dateTime(createdAt)}</Table.Td>
              <Table.Td>{t(`role.${role}`)}</Table.Td>
              <Table.Td>{partner ?? ''}</Table.Td>
              <Table.Td>
                {t('uses', { uses: formats.integer(uses), maxUses: formats.integer(maxUses) })}
              </Table.Td>
              <Table.Td className={classes.one}>{formats.dateTime(expiresAt)}</Table.Td>
              <Table.Td ta="end">
                <Button
                  size="compact-xs"
                  aria-label={t('withdrawOf', { when: formats.dateTime(createdAt) })}
                  onClick={() => void withdraw(id)}
                >
                  {t('withdraw')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
