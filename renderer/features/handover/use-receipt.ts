import { useBackend } from '../../api/backend-context.tsx';
import { useAction } from '../../ui/use-action.ts';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { useSaveWritten } from './use-written-file.ts';

/** Writes the receipt of a file that was taken in and asks where to save it. */
export function useReceipt(): { busy: boolean; write: (received: string) => void } {
  const { client } = useBackend();
  const save = useSaveWritten('receipt');
  const { busy, run } = useAction(useFailureNotice());
  return {
    busy,
    write: (received) => run(async () => save(await client.handover.writeReceipt({ received }))),
  };
}
