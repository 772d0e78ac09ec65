import type { ReactNode } from "react";
import classes from "./paid-with.module.css";

interface Props {
  icon: ReactNode;
  children: ReactNode;
}

/** The heading above a section: how its challenges are paid. */
export function PaidWith({ icon, children }: Props) {
  return (
    <p className={classes.label}>
      {icon}
      {children}
    </p>
  );
}
