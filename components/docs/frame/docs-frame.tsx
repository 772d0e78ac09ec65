import type { ReactNode } from "react";
import classes from "./frame.module.css";
import type { NavSection } from "./navigation";
import { Side } from "./side";

/** The two columns of the documentation: navigation and page. */
export function DocsFrame({ sections, children }: { sections: NavSection[]; children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <Side sections={sections} />
      <div className={classes.content}>{children}</div>
    </div>
  );
}
