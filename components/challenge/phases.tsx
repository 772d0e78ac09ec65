import { ruleCells } from "@/components/store/rule-cells";
import { RulesInFull } from "@/components/store/rules-in-full";
import { type Step, type StepState, Steps } from "@/components/ui/steps";
import type { ChallengeStatusName, PhaseView } from "@/lib/challenges/schemas";
import { fromUnixSeconds } from "@/lib/core/format";
import { formatAmount } from "./amount";
import { Deadline } from "./deadline";
import classes from "./phase-rules.module.css";

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

/** A challenge's phases in their order, each with its status and its rules. */
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
          <RulesInFull phases={[phase]} />
        </>
      ),
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

/** A phase's rules, each with its value and its share of the starting balance. */
function PhaseRules({ phase, currency }: { phase: PhaseView; currency: string }) {
  return (
    <dl className={classes.rules} data-phase={phase.phase_index}>
      <div>
        <dt>Starting balance</dt>
        <dd>{formatAmount(phase.initial_balance, currency)}</dd>
      </div>
      {ruleCells(phase, { size: phase.initial_balance, currency }).map(
        ({ rule, name, share, amount }) => (
          <div key={rule}>
            <dt>{name}</dt>
            <dd>
              {amount ?? share} {amount && <span className={classes.share}>{share}</span>}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}
