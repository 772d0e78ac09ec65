import classes from "./range-bar.module.css";

/** The largest loss and target of all tiers that are shown, in percent: the scale of every bar. */
export interface Scale {
  loss: number;
  target: number;
}

interface Props {
  scale: Scale;
  daily: number | null;
  total: number | null;
  target: number | null;
}

/**
 * The loss limits and the profit target of an account as a bar. It repeats the rows under it, so it is hidden
 * from screen readers.
 */
export function RangeBar({ scale, daily, total, target }: Props) {
  const width = scale.loss + scale.target || 1;
  const start = (scale.loss / width) * 100;
  const share = (pct: number | null) => `${((pct ?? 0) / width) * 100}%`;
  const left = { right: `${100 - start}%` };
  return (
    <div className={classes.range} aria-hidden="true">
      <div className={classes.bar}>
        <span className={classes.total} style={{ ...left, width: share(total) }} />
        <span className={classes.daily} style={{ ...left, width: share(daily) }} />
        <span className={classes.target} style={{ left: `${start}%`, width: share(target) }} />
        <span className={classes.start} style={{ left: `${start}%` }} />
      </div>
      <div className={classes.ends}>
        <span>{total === null ? "No limit" : `Max loss −${total}%`}</span>
        <span>{target === null ? "No target" : `Target +${target}%`}</span>
      </div>
    </div>
  );
}
