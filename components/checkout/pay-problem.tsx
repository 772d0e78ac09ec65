import { IconAlertCircle } from "@tabler/icons-react";
import Link from "next/link";
import classes from "./card-form.module.css";
import type { Confirmation } from "./confirm";

interface Props {
  problem: Extract<Confirmation, { outcome: "refused" | "unreachable" | "unknown" }>;
  /** Where it can be seen what became of the payment. */
  followHref: string;
}

/** Why the card wasn't charged, beside the card form, and that no money was taken. */
export function PayProblem({ problem, followHref }: Props) {
  return (
    <div role="alert" className={classes.problem}>
      <IconAlertCircle size={18} aria-hidden />
      {problem.outcome === "refused" && (
        <div>
          <p className={classes.what}>{problem.message}</p>
          <p>No money was taken. Check the card, or use another one.</p>
        </div>
      )}
      {problem.outcome === "unreachable" && (
        <div>
          <p className={classes.what}>We couldn't reach the server.</p>
          <p>No money was taken. Check your connection, then press Pay again.</p>
        </div>
      )}
      {problem.outcome === "unknown" && (
        <div>
          <p className={classes.what}>The connection was lost while paying.</p>
          <p>
            We don't know yet whether the payment went through. Before you pay again,{" "}
            <Link href={followHref}>see what became of it</Link>.
          </p>
        </div>
      )}
    </div>
  );
}
