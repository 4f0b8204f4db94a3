import {
  IconAffiliate,
  IconBulb,
  IconCoins,
  IconFocus2,
  IconLeaf,
  IconSchool,
  IconStack2,
  IconWorld,
} from '@tabler/icons-react';
import classes from './figures.module.css';

const icons: Readonly<Record<string, typeof IconBulb>> = {
  T1: IconBulb,
  T2: IconLeaf,
  T3: IconWorld,
  T4: IconCoins,
  T5: IconFocus2,
  T6: IconSchool,
  H: IconAffiliate,
};

/** A theme's sign: number and icon, its colour only in addition. */
export function ThemeMark({ themeId }: { themeId: string }) {
  const Icon = icons[themeId] ?? IconStack2;
  return (
    <span
      className={classes.themeMark}
      style={{
        color: `var(--theme-text-${themeId}, inherit)`,
        background: `color-mix(in srgb, var(--theme-${themeId}, gray) 14%, transparent)`,
      }}
    >
      <Icon size={15} stroke={1.8} aria-hidden />
      {themeId}
    </span>
  );
}
