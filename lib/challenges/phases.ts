import type { challengePhases } from "@/db/schema";
import type { BoughtProgramView, StepView } from "@/lib/catalog/schemas";
import { toUnixSeconds } from "@/lib/core/format";
import { timeLimitEnd } from "@/lib/rules";
import { describeChallengeStatus } from "./present";
import { challengeStatus, type PhaseView } from "./schemas";

type Phase = typeof challengePhases.$inferSelect;

/** A program's phases with the state of those that have begun, and their rules in money. */
export const presentPhases = (program: BoughtProgramView, begun: Phase[]): PhaseView[] =>
  program.steps.map((step) =>
    presentPhase(
      step,
      begun.find(({ phaseIndex }) => phaseIndex === step.phase_index),
    ),
  );

function presentPhase(step: StepView, phase: Phase | undefined): PhaseView {
  return {
    ...step,
    ...describeChallengeStatus(phase?.status ?? challengeStatus.pending),
    account_login: phase?.accountLogin ?? null,
    profit_target: share(step, step.profit_target_pct),
    max_daily_loss: share(step, step.max_daily_loss_pct),
    max_total_loss: share(step, step.max_total_loss_pct),
    start_time: toUnixSeconds(phase?.startedAt ?? null),
    end_time: toUnixSeconds(phase?.endedAt ?? null),
    deadline_time: phase ? deadlineOf(step, phase) : 0,
  };
}

/** When a phase expires, in Unix seconds; 0 without a time limit. Old rows have single rules until a job has seen them. */
function deadlineOf({ rules, duration_days }: StepView, { startedAt }: Phase): number {
  if (rules) return (timeLimitEnd(rules, startedAt.getTime()) ?? 0) / 1_000;
  return duration_days === null ? 0 : toUnixSeconds(startedAt) + duration_days * DAY_SECONDS;
}

const DAY_SECONDS = 86_400;

/** A percentage of the initial balance, to the cent. Percentages have two decimals at most. */
function share({ initial_balance }: StepView, percent: number | null): number | null {
  if (percent === null) return null;
  const cents = Math.round(initial_balance * 100);
  return Math.round((cents * Math.round(percent * 100)) / 10_000) / 100;
}
