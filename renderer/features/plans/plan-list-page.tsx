import { ActionIcon, Badge, Button, Group, Menu, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconDots, IconLock, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanListRights } from '../../../shared/contract/plan-list-rights.ts';
import type { PlanRow } from '../../../shared/contract/plans.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { languageName } from '../../i18n/language-name.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { shownPlace } from '../../ui/sync/shown-place.ts';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { NameDialog } from './name-dialog.tsx';
import { useNewPlanRefusal } from './access/use-new-plan-refusal.ts';
import { usePlanStanding } from './access/use-plan-standing.ts';
import { NewPlanDialog } from './new-plan-dialog.tsx';
import classes from './plan-page.module.css';

/** All plans of the workspace. */
export function PlanListPage() {
  const { t } = useTranslation(['plans', 'membership']);
  const { queries } = useBackend();
  const plans = useQuery(queries.plans.list.queryOptions());
  const [creating, create] = useDisclosure(false);
  const [renamed, setRenamed] = useState<PlanRow>();
  const refusal = useNewPlanRefusal();
  const newButton = refusal === null && (
    <Button variant="filled" leftSection={<IconPlus size={16} aria-hidden />} onClick={create.open}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} actions={newButton}>
      {refusal !== null && (
        <Text size="sm" c="var(--text-muted)" maw={720} mb="md">
          {t(`membership:noNewPlan.${refusal}`)}
        </Text>
      )}
      {plans.error && <FailureMessage error={plans.error} />}
      {plans.isPending && <Loading />}
      {plans.data?.length === 0 && (
        <EmptyState title={t('emptyTitle')} text={refusal === null ? t('emptyText') : t('emptyForReaders')} />
      )}
      {plans.data && plans.data.length > 0 && (
        <PlanTable plans={plans.data} isRefusalSaid={refusal !== null} onRename={setRenamed} />
      )}
      <NewPlanDialog opened={creating} onClose={create.close} />
      {renamed && <RenameDialog key={renamed.id} plan={renamed} onClose={() => setRenamed(undefined)} />}
    </Page>
  );
}

interface PlanTableProps {
  plans: readonly PlanRow[];
  /** The page says already why nothing can be changed in the whole list. */
  isRefusalSaid: boolean;
  onRename: (plan: PlanRow) => void;
}

function PlanTable({ plans, isRefusalSaid, onRename }: PlanTableProps) {
  const { t } = useTranslation('plans');
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('column.title')}</Table.Th>
            <Table.Th>{t('column.language')}</Table.Th>
            <Table.Th ta="end">{t('column.words')}</Table.Th>
            <Table.Th>{t('column.chapters')}</Table.Th>
            <Table.Th>{t('column.changed')}</Table.Th>
            <Table.Th>{t('column.where')}</Table.Th>
            <Table.Th w={48} aria-label={t('column.actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {plans.map((plan) => (
            <PlanTableRow key={plan.id} plan={plan} isRefusalSaid={isRefusalSaid} onRename={onRename} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function PlanTableRow({ plan, isRefusalSaid, onRename }: Omit<PlanTableProps, 'plans'> & { plan: PlanRow }) {
  const { t } = useTranslation(['plans', 'sync', 'membership']);
  const formats = useFormats();
  const { rights, sync } = usePlanStanding(plan);
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/plans/$planId" params={{ planId: plan.id }} search={{}}>
          {plan.title}
        </Link>
        {rights.rename !== null && !isRefusalSaid && (
          <Group gap={4} wrap="nowrap" c="var(--text-muted)">
            <IconLock size={14} stroke={1.7} aria-hidden className={classes.noticeIcon} />
            <Text size="xs">{t(`membership:shortReason.${rights.rename}`)}</Text>
          </Group>
        )}
      </Table.Td>
      <Table.Td>{languageName(plan.language, formats.language)}</Table.Td>
      <Table.Td ta="end">{formats.integer(plan.words)}</Table.Td>
      <Table.Td>
        {t('chapterProgress', {
          agreed: plan.chapters.agreed,
          empty: plan.chapters.empty,
          total: plan.chapters.total,
        })}
      </Table.Td>
      <Table.Td>{formats.dateTime(plan.modifiedAt)}</Table.Td>
      <Table.Td>
        <Badge variant="default" size="sm" fw={500} tt="none">
          {t(`sync:${shownPlace(sync).text}`)}
        </Badge>
      </Table.Td>
      <Table.Td>
        <PlanMenu plan={plan} rights={rights} onRename={onRename} />
      </Table.Td>
    </Table.Tr>
  );
}

interface PlanMenuProps {
  plan: PlanRow;
  rights: PlanListRights;
  onRename: (plan: PlanRow) => void;
}

/** Offers only what would be taken; without anything to offer it is not there. */
function PlanMenu({ plan, rights, onRename }: PlanMenuProps) {
  const { t } = useTranslation(['plans', 'common']);
  const { client } = useBackend();
  const showFailure = useFailureNotice();
  const id = plan.id;
  const remove = async () => {
    await client.plans.remove({ id, opId: crypto.randomUUID() });
    const restore = () => {
      notifications.hide(id);
      client.plans.restore({ id, opId: crypto.randomUUID() }).catch(showFailure);
    };
    notifications.show({
      id,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{t('plans:removed', { title: plan.title })}</Text>
          <Button size="compact-sm" onClick={restore}>
            {t('common:undo')}
          </Button>
        </Group>
      ),
      autoClose: 12_000,
      closeButtonProps: { 'aria-label': t('common:close') },
    });
  };
  if (rights.rename !== null && rights.remove !== null) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('plans:actionsFor', { title: plan.title })}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {rights.rename === null && <Menu.Item onClick={() => onRename(plan)}>{t('plans:rename')}</Menu.Item>}
        {rights.remove === null && (
          <Menu.Item
            onClick={() => {
              remove().catch(showFailure);
            }}
          >
            {t('common:remove')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function RenameDialog({ plan, onClose }: { plan: PlanRow; onClose: () => void }) {
  const { t } = useTranslation('plans');
  const { client } = useBackend();
  return (
    <NameDialog
      title={t('renameTitle')}
      label={t('column.title')}
      maxCharacters={200}
      initial={plan.title}
      onClose={onClose}
      onSave={async (title) => {
        await client.plans.rename({ id: plan.id, title, opId: crypto.randomUUID() });
      }}
    />
  );
}
