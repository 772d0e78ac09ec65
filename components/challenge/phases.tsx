import { type Step, type StepState, Steps } from "@/components/ui/steps";
import type { ChallengeStatusName, PhaseView } from "@/lib/challenges/schemas";
import { fromUnixSeconds } from "@/lib/format";
import { PhaseRules } from "./phase-rules";
import { PhaseStatus } from "./phase-status";

interface Props {
  phases: PhaseView[];
  currency: string;
}

const states: Record<ChallengeStatusName, StepState> = {
  pending: "waiting",
  active: "current",
  passed: "done",
  failed: "failed",
  cancelled: "failed",
};

/** The way through a challenge: what is passed, what runs, what is to come, each with its rules. */
export function Phases({ phases, currency }: Props) {
  const steps = phases.map(
    (phase): Step => ({
      title: `Phase ${phase.phase_index}: ${phase.name}`,
      state: states[phase.status_name],
      at: phase.end_time > 0 ? fromUnixSeconds(phase.end_time) : null,
      detail: (
        <>
          <PhaseStatus phase={phase} />
          <PhaseRules phase={phase} currency={currency} />
        </>
      ),
    }),
  );
  return <Steps label="Phases" steps={steps} />;
}
