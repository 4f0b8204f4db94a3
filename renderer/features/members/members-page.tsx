import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconCloudOff, IconUserOff, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Membership, MemberList } from '../../../shared/contract/membership.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { InviteList } from './invite-list.tsx';
import { MemberTable } from './member-table.tsx';

/** Who is in the partnership, and for facilitators: who may come in, and who may do what. */
export function MembersPage() {
  const { queries } = useBackend();
  const membership = useQuery(queries.membership.get.queryOptions());
  if (membership.error) return <FailureMessage error={membership.error} />;
  if (membership.data === undefined) return <Loading />;
  if (membership.data === null) {
    return <NoMembership />;
  }
  return <Members membership={membership.data} />;
}

/** Without a partnership on a server; in a room there are people all the same. */
function NoMembership() {
  const { t } = useTranslation(['membership', 'room']);
  const { queries } = useBackend();
  const { data: room } = useQuery(queries.room.state.queryOptions());
  if (!room) return <Loading />;
  const settings = (
    <Button component={Link} to="/settings">
      {t('membership:none.action')}
    </Button>
  );
  if (room.role === 'none') {
    return (
      <EmptyState
        order={1}
        title={t('membership:none.title')}
        text={t('membership:none.text')}
        action={settings}
      />
    );
  }
  const isGuest = room.role === 'guest';
  const name = isGuest ? room.hostName || t('room:people.noName') : '';
  return (
    <EmptyState
      order={1}
      title={t(isGuest ? 'membership:none.roomTitle' : 'membership:none.title')}
      text={t(isGuest ? 'membership:none.roomGuest' : 'membership:none.roomHost', { name })}
      action={
        <Group gap="xs" justify="center">
          <Button component={Link} to="/room" variant="filled">
            {t('membership:none.openRoom')}
          </Button>
          {settings}
        </Group>
      }
    />
  );
}

function Members({ membership }: { membership: Membership }) {
  const { t } = useTranslation('membership');
  const { queries } = useBackend();
  // Others change the list too: it is asked for whenever somebody looks at it.
  const list = useQuery({ ...queries.membership.members.queryOptions(), refetchOnMount: 'always' });
  const [inviting, setInviting] = useState(false);
  if (list.error) return <FailureMessage error={list.error} />;
  if (!list.data) return <Loading />;
  const isFacilitator = membership.isMember && membership.role === 'facilitator';
  const leads = isFacilitator && list.data.current;
  const count = list.data.members.filter(({ removed }) => !removed).length;
  return (
    <Page
      wide
      title={t('members')}
      aside={
        <Text size="sm" c="var(--text-muted)">
          {t('count', { count })}
        </Text>
      }
      actions={
        leads && (
          <Button
            variant="filled"
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={() => setInviting(true)}
          >
            {t('invite')}
          </Button>
        )
      }
    >
      <Stack gap="lg">
        <Standing membership={membership} list={list.data} />
        {list.data.members.length > 0 && (
          <Table.ScrollContainer minWidth={900} type="native">
            <MemberTable
              members={list.data.members}
              ownId={membership.memberId}
              mayChange={leads}
              seenAsOf={isFacilitator ? list.data.readAt : null}
            />
          </Table.ScrollContainer>
        )}
        {leads && <InviteList />}
      </Stack>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

/** What has to be known of the list before it is believed. */
function Standing({ membership, list }: { membership: Membership; list: MemberList }) {
  const { t } = useTranslation('membership');
  const formats = useFormats();
  if (!membership.isMember) {
    return (
      <Alert color="yellow" variant="light" icon={<IconUserOff aria-hidden />}>
        <Text size="sm" fw={600}>
          {t('removed.title')}
        </Text>
        <Text size="sm">{t('removed.text')}</Text>
      </Alert>
    );
  }
  if (!list.current) {
    const when = list.readAt === null ? undefined : formats.dateTime(list.readAt);
    return (
      <Alert variant="light" color="gray" icon={<IconCloudOff aria-hidden />}>
        <Text size="sm">{when === undefined ? t('neverRead') : t('asOf', { when })}</Text>
      </Alert>
    );
  }
  if (membership.role === 'facilitator') return null;
  return (
    <Text size="sm" c="var(--text-muted)">
      {t('onlyFacilitators')}
    </Text>
  );
}
