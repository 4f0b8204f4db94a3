import { useTranslation } from 'react-i18next';
import type { AssessmentListRow } from '../../../../shared/contract/assessments.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { useFailureNotice } from '../../../ui/use-failure-notice.ts';
import { useStableCallback } from '../../../ui/use-stable-callback.ts';
import { useUndoNotice } from '../../../ui/use-undo-notice.tsx';

/** Removes an assessment and offers to bring it back. */
export function useRemoval(): (row: AssessmentListRow) => void {
  const { client } = useBackend();
  const { t } = useTranslation('assessments');
  const showFailure = useFailureNotice();
  const offerUndo = useUndoNotice();
  return useStableCallback(({ id, title }: AssessmentListRow) => {
    const remove = async () => {
      await client.assessments.remove({ opId: crypto.randomUUID(), id });
      offerUndo(t('list.removed', { title }), () =>
        client.assessments.restore({ opId: crypto.randomUUID(), id }),
      );
    };
    remove().catch(showFailure);
  });
}
