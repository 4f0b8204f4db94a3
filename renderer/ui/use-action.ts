import { useRef, useState } from 'react';

/** Something that takes a moment and may fail, begun by a button or a form. */
export interface Action {
  readonly busy: boolean;
  /** What the last attempt failed with; undefined when it did not. */
  readonly failure: unknown;
  /** Does the work unless some is under way. */
  readonly run: (work: () => unknown) => void;
}

/** @param onFailure tells of a failure, where it is not shown from `failure`. */
export function useAction(onFailure?: (error: unknown) => void): Action {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  // Two clicks may come before the button is drawn as busy.
  const isUnderWay = useRef(false);
  const act = async (work: () => unknown) => {
    isUnderWay.current = true;
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      if (onFailure) onFailure(error);
      else setFailure(error);
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  };
  return {
    busy,
    failure,
    run(work) {
      if (!isUnderWay.current) void act(work);
    },
  };
}
