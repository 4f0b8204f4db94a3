import { useState } from 'react';

/**
 * A choice that shows at once, although the page draws the stored value a little later. It gives way as
 * soon as the stored value changes, or when storing failed.
 */
export function useChosenValue<Value>(
  stored: Value,
  store: (value: Value) => Promise<unknown>,
): [Value, (value: Value) => void] {
  const [choice, setChoice] = useState<{ instead: Value; value: Value } | undefined>();
  const outdated = choice !== undefined && !Object.is(choice.instead, stored);
  if (outdated) setChoice(undefined);
  const choose = (value: Value) => {
    const made = { instead: stored, value };
    setChoice(made);
    const giveUp = () => setChoice((now) => (now === made ? undefined : now));
    store(value).then(() => undefined, giveUp); // why it failed shows in the page's save state
  };
  return [choice && !outdated ? choice.value : stored, choose];
}
