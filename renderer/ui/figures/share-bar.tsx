import { useFormats } from '../../i18n/formats.ts';
import classes from './figures.module.css';

/** A share of 0..1 as bar and whole per cent, beside each other or the number above. */
export function ShareBar(props: { value: number | null; label: string; stacked?: boolean }) {
  const { value, label, stacked = false } = props;
  const formats = useFormats();
  const text = formats.percent(value);
  return (
    <span
      className={classes.share}
      data-stacked={stacked || undefined}
      role="img"
      aria-label={`${label}: ${text}`}
      title={`${label}: ${text}`}
    >
      <span className={classes.shareTrack}>
        <span className={classes.shareFill} style={{ width: `${Math.round((value ?? 0) * 100)}%` }} />
      </span>
      <span className={classes.shareText} aria-hidden>
        {text}
      </span>
    </span>
  );
}
