import { notifications } from '@mantine/notifications';
import { createElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssessmentListRow } from '../../../../shared/contract/assessments.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { useFailureNotice } from '../../../ui/use-failure-notice.ts';
import { useStableCallback } from '../../../ui/use-stable-callback.ts';
import { UndoNotice } from './undo-notice.tsx';

const undoOfferMs = 15_000;

/** Removes an assessment and offers to bring it back. */
export function useRemoval(): (row: AssessmentListRow) => void {
  const { client } = useBackend();
  const { t } = useTranslation('assessments');
  const { t: common } = useTranslation('common');
  const showFailure = useFailureNotice();
  return useStableCallback((row: AssessmentListRow) => {
    const remove = async () => {
      await client.assessments.remove({ opId: crypto.randomUUID(), id: row.id });
      const noticeId = `removed-${row.id}`;
      const restore = () => {
        notifications.hide(noticeId);
        client.assessments.restore({ opId: crypto.randomUUID(), id: row.id }).catch(showFailure);
      };
      notifications.show({
        id: noticeId,
        autoClose: undoOfferMs,
        title: t('list.removed'),
        message: createElement(UndoNotice, { text: row.title, action: common('undo'), onAction: restore }),
        closeButtonProps: { 'aria-label': common('close') },
      });
    };
    remove().catch(showFailure);
  });
}
