import type { ReactNode } from "react";
import classes from "./confirm-first.module.css";

interface Props {
  icon: ReactNode;
  title: ReactNode;
  children: ReactNode;
  /** First the link to what was bought already, then the button that buys another. */
  actions: ReactNode;
}

/** Takes the place of the payment form: what the buyer should know before they pay. */
export function ConfirmFirst({ icon, title, children, actions }: Props) {
  return (
    <div className={classes.notice} role="status">
      <h3 className={classes.title}>
        {icon}
        <span>{title}</span>
      </h3>
      <p className={classes.text}>{children}</p>
      <div className={classes.actions}>{actions}</div>
    </div>
  );
}
