import classes from "./wordmark.module.css";

/** The firm's name beside its mark: three rising bars, the last one in the accent. */
export function Wordmark({ name }: { name: string }) {
  return (
    <span className={classes.wordmark}>
      <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
        <rect x="2" y="12" width="4.5" height="8" rx="1.5" fill="currentColor" opacity="0.45" />
        <rect x="8.75" y="7" width="4.5" height="13" rx="1.5" fill="currentColor" opacity="0.75" />
        <rect className={classes.last} x="15.5" y="2" width="4.5" height="18" rx="1.5" />
      </svg>
      {name}
    </span>
  );
}
