import type { ReactNode } from "react";
import classes from "./notice.module.css";

interface Props {
  title: string;
  /** What will be here, in a sentence. */
  children: ReactNode;
  /** The one thing to do about it: a button or link. */
  action?: ReactNode;
  /** `h1` where it is the whole page. */
  heading?: "h1" | "h2";
  icon?: ReactNode;
}

/** Nothing here yet: says what will be, and offers the way to it. */
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
