import type { ReactNode } from "react";
import classes from "./frame.module.css";
import type { Part } from "./places";
import { Side } from "./side";

/** The documentation's two columns: its pages' names, and the page. */
export function DocsFrame({ parts, children }: { parts: Part[]; children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <Side parts={parts} />
      <div className={classes.content}>{children}</div>
    </div>
  );
}
