import type { Slot } from '../../../shared/framework/schema.ts';

/** The marks of the three scores, told apart by shape: hollow ring, filled dot, flag. Centred on 0,0 in a box of 14. */
export function SlotShape({ slot }: { slot: Slot }) {
  if (slot === 'past')
    return <circle r={4.25} fill="var(--surface)" stroke="currentColor" strokeWidth={1.75} />;
  if (slot === 'present') return <circle r={5} fill="currentColor" />;
  return (
    <g fill="currentColor">
      <rect x={-4.5} y={-6.5} width={1.75} height={13} rx={0.8} />
      <path d="M-3.4-6.2h8.2L2.6-2.9l2.2 3.3h-8.2z" />
    </g>
  );
}

export function SlotMark({ slot, size = 14 }: { slot: Slot; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="-7 -7 14 14"
      aria-hidden
      focusable="false"
      style={{ flex: 'none' }}
    >
      <SlotShape slot={slot} />
    </svg>
  );
}
