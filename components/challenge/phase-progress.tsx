import { type Step, type StepState, Steps } from "@/components/ui/steps";
import type { ChallengeStatusName, PhaseView } from "@/lib/challenges/schemas";
import { fromUnixSeconds } from "@/lib/core/format";
import type { ChallengeEvaluationView, EvaluationState } from "@/lib/evaluation/schemas";
import { Deadline } from "./deadline";
import classes from "./phase-progress.module.css";

const states: Record<ChallengeStatusName, StepState> = {
  pending: "waiting",
  active: "current",
  passed: "done",
  failed: "failed",
  cancelled: "canceled",
};

interface Props {
  phases: PhaseView[];
  /** The state of the current phase; without it, the phases' own status is shown. */
  evaluation?: Pick<ChallengeEvaluationView, "phase_index" | "status">;
}

/** A challenge's phases in their order, each with its status. */
export function PhaseProgress({ phases, evaluation }: Props) {
  const steps = phases.map(
    (phase): Step => ({
      title: `Phase ${phase.phase_index}: ${phase.name}`,
      state: states[phase.status_name],
      at: phase.end_time > 0 ? fromUnixSeconds(phase.end_time) : null,
      detail: (
        <PhaseStatus
          phase={phase}
          state={evaluation?.phase_index === phase.phase_index ? evaluation.status : null}
        />
      ),
    }),
  );
  return <Steps label="Phases" steps={steps} />;
}

interface StatusProps {
  phase: PhaseView;
  /** What says more than the status, of the current phase. */
  state: EvaluationState | null;
}

/** The status of a phase as text. */
function PhaseStatus({ phase, state }: StatusProps) {
  const { status_name, deadline_time } = phase;
  switch (status_name) {
    case "pending":
      return <p>Not started</p>;
    case "active":
      return (
        <p className={classes.running}>
          {runningLabels[state ?? "active"] ?? "In progress"}
          {deadline_time > 0 ? ", until " : " (no time limit)"}
          {deadline_time > 0 && <Deadline at={deadline_time} />}
        </p>
      );
    case "passed":
      return <p className={classes.passed}>Passed</p>;
    case "failed":
      return <p className={classes.failed}>{state === "expired" ? "Expired" : "Failed"}</p>;
    case "cancelled":
      return <p>Canceled</p>;
  }
}

const runningLabels: Partial<Record<EvaluationState, string>> = {
  paused: "Paused today",
  held: "Under review",
};
