import classes from './handover.module.css';

/** The digits of a laptop, to be read out and compared. */
export function Digits({ groups }: { groups: readonly string[] }) {
  return <p className={classes.digits}>{groups.join(' ')}</p>;
}
