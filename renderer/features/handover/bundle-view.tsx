import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandoverResult, OpenedBundle } from '../../../shared/contract/handover.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { useAction } from '../../ui/use-action.ts';
import { OtherWorkspace } from './other-workspace.tsx';
import { PlanCard } from './plan-card.tsx';
import { isTrusted, SenderCard } from './sender-card.tsx';
import { SnapshotsCard } from './snapshots-card.tsx';
import { TakenIn } from './taken-in.tsx';

/** What a bundle would change, plan by plan; what is ticked is taken in. */
export function BundleView({ bundle }: { bundle: OpenedBundle }) {
  const { t } = useTranslation(['handover', 'common']);
  const formats = useFormats();
  const { client, queries, queryClient } = useBackend();
  const takeable = bundle.plans.filter(({ standing }) => standing !== 'refused');
  const snapshots = bundle.snapshots.filter(({ refusal }) => refusal === null);
  const [declined, setDeclined] = useState<ReadonlySet<string>>(new Set());
  const [confirmed, setConfirmed] = useState(false);
  const { busy, failure, run } = useAction();
  const [result, setResult] = useState<HandoverResult>();
  if (result) return <TakenIn result={result} received={bundle.received} />;
  if (bundle.workspace.place !== 'open') return <OtherWorkspace bundle={bundle} />;

  const chosen = takeable.filter(({ id }) => !declined.has(id)).map(({ id }) => id);
  const chosenSnapshots = snapshots.filter(({ hash }) => !declined.has(hash)).map(({ hash }) => hash);
  const count = chosen.length + chosenSnapshots.length;
  const news =
    takeable.some(({ standing }) => standing !== 'unchanged') ||
    snapshots.some(({ standing }) => standing === 'new');
  const mayTake = confirmed || isTrusted(bundle.sender);
  const toggle = (id: string, taken: boolean) => {
    const next = new Set(declined);
    if (taken) next.delete(id);
    else next.add(id);
    setDeclined(next);
  };
  const take = async () => {
    const { fileId } = bundle;
    const accepted = { fileId, plans: chosen, snapshots: chosenSnapshots, senderConfirmed: confirmed };
    setResult(await client.handover.accept(accepted));
    await queryClient.invalidateQueries({ queryKey: queries.handover.overview.key() });
  };
  return (
    <Stack gap="md">
      <SenderCard sender={bundle.sender} confirmed={confirmed} onConfirm={setConfirmed} />
      {bundle.takenAt !== null && (
        <Alert variant="light" icon={<IconInfoCircle aria-hidden />}>
          {t('takenBefore', { when: formats.dateTime(bundle.takenAt) })}
          {!news && takeable.length + snapshots.length > 0 ? ` ${t('nothingNew')}` : ''}
        </Alert>
      )}
      <Text size="sm" c="var(--text-muted)">
        {t('howItJoins')}
      </Text>
      {bundle.plans.map((plan) => (
        <PlanCard
          key={plan.id}
          plan={plan}
          taken={!declined.has(plan.id)}
          onTake={(taken) => toggle(plan.id, taken)}
        />
      ))}
      {bundle.snapshots.length > 0 && (
        <SnapshotsCard snapshots={bundle.snapshots} taken={(hash) => !declined.has(hash)} onTake={toggle} />
      )}
      {failure !== undefined && <FailureMessage error={failure} />}
      <Group gap="xs" justify="flex-end">
        {!mayTake && (
          <Text size="sm" c="var(--text-muted)">
            {t('confirmFirst')}
          </Text>
        )}
        <Button component={Link} to="/handover">
          {t('common:cancel')}
        </Button>
        <Button
          variant="filled"
          loading={busy}
          disabled={!mayTake || takeable.length + snapshots.length === 0}
          onClick={() => run(take)}
        >
          {count === 0 ? t('declineAll') : t('take', { count })}
        </Button>
      </Group>
    </Stack>
  );
}
