import type { ReactNode } from "react";
import classes from "./paid-with.module.css";

interface Props {
  icon: ReactNode;
  children: ReactNode;
}

/** Above a section: what its challenges are paid with. */
export function PaidWith({ icon, children }: Props) {
  return (
    <p className={classes.label}>
      {icon}
      {children}
    </p>
  );
}
