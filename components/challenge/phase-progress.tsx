import { type Step, type StepState, Steps } from "@/components/ui/steps";
import type { ChallengeStatusName, PhaseView } from "@/lib/challenges/schemas";
import { fromUnixSeconds } from "@/lib/core/format";
import { Deadline } from "./deadline";
import classes from "./phase-progress.module.css";

const states: Record<ChallengeStatusName, StepState> = {
  pending: "waiting",
  active: "current",
  passed: "done",
  failed: "failed",
  cancelled: "failed",
};

/** A challenge's phases in their order, each with its status. */
export function PhaseProgress({ phases }: { phases: PhaseView[] }) {
  const steps = phases.map(
    (phase): Step => ({
      title: `Phase ${phase.phase_index}: ${phase.name}`,
      state: states[phase.status_name],
      at: phase.end_time > 0 ? fromUnixSeconds(phase.end_time) : null,
      detail: <PhaseStatus phase={phase} />,
    }),
  );
  return <Steps label="Phases" steps={steps} />;
}

/** The status of a phase as text. */
function PhaseStatus({ phase }: { phase: PhaseView }) {
  const { status_name, deadline_time } = phase;
  switch (status_name) {
    case "pending":
      return <p>Not started</p>;
    case "active":
      return (
        <p className={classes.running}>
          In progress{deadline_time > 0 ? ", until " : " (no time limit)"}
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
