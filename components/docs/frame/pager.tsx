import Link from "next/link";
import type { PageLink } from "./navigation";
import classes from "./pager.module.css";

/** Links to the previous and the next page. */
export function Pager({ before, after }: { before?: PageLink; after?: PageLink }) {
  return (
    <nav className={classes.pager} aria-label="Previous and next page">
      {before && (
        <Link href={before.href} rel="prev">
          <small>Previous</small>
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
