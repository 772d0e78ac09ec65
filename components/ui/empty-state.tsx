import type { ReactNode } from "react";
import classes from "./notice.module.css";

interface Props {
  title: string;
  /** What will be shown here, in a sentence. */
  children: ReactNode;
  /** The button or link for what to do now. */
  action?: ReactNode;
  /** `h1` if it is the whole page. */
  heading?: "h1" | "h2";
  icon?: ReactNode;
}

/** Shown for an empty list or page: what will be here, and what to do now. */
export function EmptyState({ title, children, action, icon, heading: Heading = "h2" }: Props) {
  return (
    <section className={classes.notice} data-kind="empty">
      {icon && <div className={classes.icon}>{icon}</div>}
      <Heading className={classes.title}>{title}</Heading>
      <div className={classes.text}>{children}</div>
      {action && <div className={classes.action}>{action}</div>}
    </section>
  );
}
