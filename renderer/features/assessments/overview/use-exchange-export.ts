import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../api/backend-context.tsx';
import { useFailureNotice } from '../../../ui/use-failure-notice.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { useSaveFile } from '../../../ui/use-save-file.ts';

/** Saves the assessment as an exchange file that another copy of the app can take in. */
export function useExchangeExport(): () => Promise<void> {
  const { t } = useTranslation('assessments');
  const { client } = useBackend();
  const { bundle } = useAssessment();
  const save = useSaveFile();
  const showFailure = useFailureNotice();
  return async () => {
    try {
      const { fileName, content } = await client.assessments.export({ id: bundle.assessment.id });
      await save({
        suggestedName: fileName,
        content,
        filters: [{ name: t('file.exchange'), extensions: ['json'] }],
      });
    } catch (error) {
      showFailure(error);
    }
  };
}
