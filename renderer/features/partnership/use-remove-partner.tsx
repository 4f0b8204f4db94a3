import { useTranslation } from 'react-i18next';
import { useCommand } from '../../ui/use-command.ts';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { useUndoNotice } from '../../ui/use-undo-notice.tsx';
import type { PartnerRow } from './partner-rows.ts';

/** Takes an organisation off the list and offers to put it back; its assessments stay. */
export function useRemovePartner(): (row: PartnerRow) => Promise<void> {
  const { t } = useTranslation('partnership');
  const apply = useCommand('workspace');
  const showFailure = useFailureNotice();
  const showUndo = useUndoNotice();
  return async (row) => {
    const set = (deleted: boolean) =>
      apply([{ kind: 'partner', id: row.id, parentId: row.record.parentId, deleted }]);
    try {
      await set(true);
    } catch (error) {
      showFailure(error);
      return;
    }
    const name = row.shortName || row.name;
    const message =
      row.assessments > 0
        ? t('removedWithAssessments', { name, count: row.assessments })
        : t('removed', { name });
    showUndo(message, () => set(false));
  };
}
