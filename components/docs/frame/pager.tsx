import Link from "next/link";
import classes from "./pager.module.css";
import type { Place } from "./places";

/** The pages before and after this one. */
export function Pager({ before, after }: { before?: Place; after?: Place }) {
  return (
    <nav className={classes.pager} aria-label="Pages around this one">
      {before && (
        <Link href={before.href} rel="prev">
          <small>Before</small>
          {before.title}
        </Link>
      )}
      {after && (
        <Link href={after.href} rel="next" className={classes.next}>
          <small>Next</small>
          {after.title}
        </Link>
      )}
    </nav>
  );
}
