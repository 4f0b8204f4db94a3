import type { ComboboxItem, ComboboxParsedItem } from '@mantine/core';
import { foldText } from '../../shared/kernel/text-folding.ts';

/** The options whose label holds the (already folded) text, groups kept; accents do not matter. */
export function filterByText(options: ComboboxParsedItem[], folded: string): ComboboxParsedItem[] {
  const fits = (item: ComboboxItem) => foldText(item.label).includes(folded.trim());
  return options.flatMap((option): ComboboxParsedItem[] => {
    if (!('group' in option)) return fits(option) ? [option] : [];
    const items = option.items.filter((item) => fits(item));
    return items.length > 0 ? [{ ...option, items }] : [];
  });
}
