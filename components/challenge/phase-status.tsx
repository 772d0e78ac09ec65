import type { PhaseView } from "@/lib/challenges/schemas";
import { Deadline } from "./deadline";
import classes from "./phase-rules.module.css";

/** Where a phase stands, in words beside its marker. */
export function PhaseStatus({ phase }: { phase: PhaseView }) {
  const { status_name, deadline_time } = phase;
  switch (status_name) {
    case "pending":
      return <p>Not started</p>;
    case "active":
      return (
        <p className={classes.running}>
          In progress, {deadline_time > 0 ? "until " : "without a time limit"}
          {deadline_time > 0 && <Deadline at={deadline_time} />}
        </p>
      );
    case "passed":
      return <p className={classes.passed}>Passed</p>;
    case "failed":
      return <p className={classes.failed}>Failed</p>;
    case "cancelled":
      return <p>Canceled</p>;
  }
}
