import { useState } from 'react';
import { useBackend } from '../../api/backend-context.tsx';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { useSaveWritten } from './use-written-file.ts';

/** Writes the receipt of a file that was taken in and asks where to save it. */
export function useReceipt(): { busy: boolean; write: (received: string) => void } {
  const { client } = useBackend();
  const save = useSaveWritten('receipt');
  const showFailure = useFailureNotice();
  const [busy, setBusy] = useState(false);
  const write = (received: string) => {
    setBusy(true);
    void client.handover
      .writeReceipt({ received })
      .then(save)
      .catch(showFailure)
      .finally(() => setBusy(false));
  };
  return { busy, write };
}
