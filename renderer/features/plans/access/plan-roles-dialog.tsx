import { Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { memberRoles, type MemberRole, type MemberRow } from '../../../../shared/contract/membership.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { Loading } from '../../../ui/loading.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { useFailureNotice } from '../../../ui/use-failure-notice.ts';
import { usePlanAccess } from './use-plan-access.ts';

/** Every member with the role in this plan; a change takes effect at once. */
export function PlanRolesDialog({ documentId, onClose }: { documentId: string; onClose: () => void }) {
  const { t } = useTranslation(['membership', 'common']);
  const { queries } = useBackend();
  const formats = useFormats();
  const { data } = useQuery({ ...queries.membership.members.queryOptions(), refetchOnMount: 'always' });
  const members = (data?.members ?? [])
    .filter(({ removed }) => !removed)
    .toSorted((left, right) => formats.compare(left.displayName, right.displayName));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('planRoles')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('planRolesText')}</Text>
        {data ? (
          members.map((member) => <RoleRow key={member.id} documentId={documentId} member={member} />)
        ) : (
          <Loading />
        )}
      </Stack>
    </Modal>
  );
}

const elsewhere = 'elsewhere';

function RoleRow({ documentId, member }: { documentId: string; member: MemberRow }) {
  const { t } = useTranslation('membership');
  const { client } = useBackend();
  const { access, setAccess } = usePlanAccess(documentId);
  const { busy, run } = useAction(useFailureNotice());
  const change = async (role: MemberRole | null) => {
    setAccess(await client.membership.setDocumentRole({ documentId, memberId: member.id, role }));
  };
  return (
    <Group justify="space-between" wrap="nowrap" gap="md">
      <div>
        <Text size="sm" fw={500}>
          {member.displayName}
        </Text>
        <Text size="xs" c="var(--text-muted)">
          {member.partner ?? member.organisation}
        </Text>
      </div>
      <Select
        w={220}
        size="xs"
        aria-label={t('roleOf', { name: member.displayName })}
        disabled={busy || !access}
        allowDeselect={false}
        data={[
          { value: elsewhere, label: t('asElsewhere', { role: t(`role.${member.role}`) }) },
          ...memberRoles.map((value) => ({ value, label: t(`role.${value}`) })),
        ]}
        value={access?.roles[member.id] ?? elsewhere}
        onChange={(value) => run(() => change(memberRoles.find((known) => known === value) ?? null))}
      />
    </Group>
  );
}
