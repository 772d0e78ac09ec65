import type { ReactNode } from "react";
import classes from "./form-error.module.css";

/** The error of a form as a whole. The region is always rendered, so that screen readers announce it. */
export function FormError({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className={classes.region}>
      {children && <p className={classes.error}>{children}</p>}
    </div>
  );
}
