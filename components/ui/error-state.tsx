import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { shortenMiddle } from "@/lib/core/format";
import { CopyButton } from "./copy-button";
import classes from "./notice.module.css";

interface Props {
  /** What happened, briefly. */
  title: string;
  /** Whether money moved: "You haven't been charged." Omitted if no payment is involved. */
  money?: string;
  /** What to do. */
  children: ReactNode;
  action?: ReactNode;
  /** `h1` if it is the whole page. */
  heading?: "h1" | "h2";
  /** The request id or error digest to quote to support. */
  reference?: string | null;
}

// Without ShortId, which brings links: error boundaries are loaded with every page.
/** An error message: what happened, whether money moved, what to do, the reference to quote. */
export function ErrorState({
  title,
  money,
  children,
  action,
  reference,
  heading: Heading = "h2",
}: Props) {
  return (
    <section className={classes.notice} data-kind="error" role="alert">
      <div className={classes.icon}>
        <IconAlertTriangle size={24} aria-hidden />
      </div>
      <Heading className={classes.title}>{title}</Heading>
      <div className={classes.text}>
        {money && <p className={classes.money}>{money}</p>}
        {children}
      </div>
      {action && <div className={classes.action}>{action}</div>}
      {reference && (
        <p className={classes.reference}>
          Reference <code title={reference}>{shortenMiddle(reference)}</code>
          <CopyButton value={reference} label="reference" />
        </p>
      )}
    </section>
  );
}
