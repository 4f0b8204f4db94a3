import { ActionIcon, Badge, Group, Select, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MemberRole, memberRoles, type MemberRow } from '../../../shared/contract/membership.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useAction } from '../../ui/use-action.ts';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { SortableHeader, type Sorting } from '../../ui/sortable-header.tsx';
import { LastSeen } from './last-seen.tsx';
import { type MemberColumn, sortMembers } from './member-order.ts';
import classes from './members.module.css';
import { RemoveMemberDialog } from './remove-member-dialog.tsx';

export interface MemberTableProps {
  members: readonly MemberRow[];
  ownId: string;
  /** Facilitators change roles and remove members. */
  mayChange: boolean;
  /** When the list was read, for facilitators: they alone are told when members were here last. */
  seenAsOf: number | null;
}

export function MemberTable({ members, ownId, mayChange, seenAsOf }: MemberTableProps) {
  const { t } = useTranslation('membership');
  const formats = useFormats();
  const [removing, setRemoving] = useState<MemberRow>();
  const [sorting, setSorting] = useState<Sorting<MemberColumn>>({ column: 'name', descending: false });
  const sorted = sortMembers(members, sorting, (left, right) => formats.compare(left, right));
  return (
    <>
      <Table className={classes.table} horizontalSpacing="xs" aria-label={t('members')} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <SortableHeader column="name" sorting={sorting} onSort={setSorting}>
              {t('name')}
            </SortableHeader>
            <Table.Th scope="col">{t('organisation')}</Table.Th>
            <Table.Th scope="col" w={170}>
              {t('roleHeader')}
            </Table.Th>
            <Table.Th scope="col">{t('device')}</Table.Th>
            <Table.Th scope="col">{t('joinedAt')}</Table.Th>
            {seenAsOf !== null && (
              <SortableHeader column="lastSeen" sorting={sorting} onSort={setSorting}>
                {t('lastSeen')}
              </SortableHeader>
            )}
            {mayChange && <Table.Th scope="col" w={64} aria-label={t('actions')} />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((member) => (
            <Table.Tr key={member.id} data-removed={member.removed || undefined}>
              <Table.Td>
                <Group gap={6}>
                  <Text span fw={500} inherit>
                    {member.displayName}
                  </Text>
                  {member.id === ownId && (
                    <Badge size="sm" variant="outline" color="gray">
                      {t('thisLaptop')}
                    </Badge>
                  )}
                  {member.removed && (
                    <Badge size="sm" variant="outline" color="red">
                      {t('formerMember')}
                    </Badge>
                  )}
                </Group>
              </Table.Td>
              <Table.Td>{member.partner ?? member.organisation}</Table.Td>
              <Table.Td>
                {mayChange && !member.removed ? <RoleSelect member={member} /> : t(`role.${member.role}`)}
              </Table.Td>
              <Table.Td className={classes.device}>…{member.device}</Table.Td>
              <Table.Td className={classes.one}>{formats.date(member.joinedAt)}</Table.Td>
              {seenAsOf !== null && (
                <Table.Td className={classes.one}>
                  {!member.removed && <LastSeen at={member.lastSeenAt} readAt={seenAsOf} />}
                </Table.Td>
              )}
              {mayChange && (
                <Table.Td ta="end">
                  {!member.removed && member.id !== ownId && (
                    <ActionIcon
                      aria-label={t('removeMember', { name: member.displayName })}
                      title={t('removeMember', { name: member.displayName })}
                      onClick={() => setRemoving(member)}
                    >
                      <IconUserMinus size={18} stroke={1.6} aria-hidden />
                    </ActionIcon>
                  )}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {removing && <RemoveMemberDialog member={removing} onClose={() => setRemoving(undefined)} />}
    </>
  );
}

/** Takes effect at once, also on what the member has open. */
function RoleSelect({ member }: { member: MemberRow }) {
  const { t } = useTranslation(['membership', 'common']);
  const { client } = useBackend();
  const { busy, run } = useAction(useFailureNotice());
  const change = async (role: MemberRole) => {
    await client.membership.changeRole({ memberId: member.id, role });
    notifications.show({
      message: t('roleChanged', { name: member.displayName, role: t(`role.${role}`) }),
      closeButtonProps: { 'aria-label': t('common:close') },
    });
  };
  return (
    <Select
      size="xs"
      aria-label={t('roleOf', { name: member.displayName })}
      data={memberRoles.map((value) => ({ value, label: t(`role.${value}`) }))}
      value={member.role}
      disabled={busy}
      allowDeselect={false}
      onChange={(value) => {
        const role = memberRoles.find((known) => known === value);
        if (role && role !== member.role) run(() => change(role));
      }}
    />
  );
}
