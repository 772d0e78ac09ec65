import type { ReactNode } from "react";
import classes from "./ask-first.module.css";

interface Props {
  icon: ReactNode;
  title: ReactNode;
  children: ReactNode;
  /** The way to what is bought already first, then the one that buys another. */
  actions: ReactNode;
}

/** In the place of a form that would pay: what the buyer should know before they pay. */
export function AskFirst({ icon, title, children, actions }: Props) {
  return (
    <div className={classes.ask} role="status">
      <h3 className={classes.title}>
        {icon}
        <span>{title}</span>
      </h3>
      <p className={classes.text}>{children}</p>
      <div className={classes.actions}>{actions}</div>
    </div>
  );
}
