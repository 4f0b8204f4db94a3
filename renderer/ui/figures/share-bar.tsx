import { useFormats } from '../../i18n/formats.ts';
import classes from './figures.module.css';

/** A share of 0..1 as bar and whole per cent. */
export function ShareBar({ value, label }: { value: number | null; label: string }) {
  const formats = useFormats();
  const text = formats.percent(value);
  return (
    <span className={classes.share} role="img" aria-label={`${label}: ${text}`} title={`${label}: ${text}`}>
      <span className={classes.shareTrack}>
        <span className={classes.shareFill} style={{ width: `${Math.round((value ?? 0) * 100)}%` }} />
      </span>
      <span className={classes.shareText} aria-hidden>
        {text}
      </span>
    </span>
  );
}
