import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  isForPartnership,
  mayLeaveLaptop,
  type SnapshotPart,
  snapshotParts,
  type Visibility,
} from '../../../../shared/domain/snapshots/visibility.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { useAssessment } from '../data/assessment-context.tsx';

/** What the dialog has chosen, what would come of it, and the way to do it. */
export function useSnapshotChoice(onDone: () => void) {
  const { client } = useBackend();
  const { bundle, readOnly } = useAssessment();
  const { id: assessmentId, fields } = bundle.assessment;
  const [visibility, setVisibility] = useState(() => firstVisibility(fields.visibility, readOnly));
  const [parts, setParts] = useState<SnapshotPart[]>([...snapshotParts]);
  const [signed, setSigned] = useState(true);
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  // One id for however many tries: what the preview has shown is what is made, once.
  const [opId] = useState(() => crypto.randomUUID());
  const anonymous = visibility === 'partnershipAnonymous';
  const share = isForPartnership(visibility);
  const choice = { opId, assessmentId, visibility, parts, signed: signed && mayLeaveLaptop(visibility) };
  const preview = useQuery({
    queryKey: ['snapshot-preview', choice, bundle],
    queryFn: () => client.snapshots.preview(choice),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const shownHash = preview.isPlaceholderData ? undefined : preview.data?.hash;
  const run = async () => {
    if (shownHash === undefined) return;
    setRunning(true);
    setError(undefined);
    try {
      await client.snapshots.make({ ...choice, hash: shownHash, share });
      onDone();
    } catch (failure) {
      setError(failure);
      await preview.refetch();
    } finally {
      setRunning(false);
    }
  };
  return {
    visibility,
    setVisibility,
    parts,
    setParts,
    signed,
    setSigned,
    anonymous,
    share,
    leaves: mayLeaveLaptop(visibility),
    preview,
    ready: shownHash !== undefined,
    run,
    running,
    error,
  };
}

/** Freezing alone lets nothing out that nobody has asked for. */
function firstVisibility(wanted: Visibility, sharing: boolean): Visibility {
  if (sharing) return isForPartnership(wanted) ? wanted : 'partnershipNamed';
  return mayLeaveLaptop(wanted) ? 'ownOrganisation' : wanted;
}

export type SnapshotChoiceAccess = ReturnType<typeof useSnapshotChoice>;
