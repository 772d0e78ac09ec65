import type { Step, StepState } from "@/components/ui/steps";
import type { Purchase, Stage } from "./stage";

type States = [payment: StepState, creation: StepState, ready: StepState];

const states: Record<Stage, States> = {
  checking: ["current", "waiting", "waiting"],
  confirming: ["current", "waiting", "waiting"],
  unconfirmed: ["late", "waiting", "waiting"],
  authentication: ["current", "waiting", "waiting"],
  unfinished: ["waiting", "waiting", "waiting"],
  declined: ["failed", "waiting", "waiting"],
  canceled: ["failed", "waiting", "waiting"],
  processing: ["current", "waiting", "waiting"],
  creating: ["done", "current", "waiting"],
  late: ["done", "late", "waiting"],
  provisioning_failed: ["done", "failed", "waiting"],
  ready: ["done", "done", "done"],
  rejected: ["done", "failed", "waiting"],
  suspended: ["done", "done", "done"],
  closed: ["done", "done", "done"],
  disputed: ["done", "done", "done"],
  dispute_lost: ["done", "done", "done"],
  refunded: ["done", "done", "done"],
};

const paymentTitles: Partial<Record<Stage, string>> = {
  checking: "Checking payment",
  confirming: "Confirming payment",
  unconfirmed: "Confirming payment",
  authentication: "Waiting for your bank",
  unfinished: "Payment not completed",
  declined: "Payment declined",
  canceled: "Payment canceled",
  processing: "Processing payment",
};

/** The timeline of a purchase: payment, account, ready, each with the time when it was done. */
export function stageSteps(stage: Stage, { payment, account }: Purchase): Step[] {
  if (payment.kind === "program") return programSteps(stage, payment);
  const [paid, created, ready] = states[stage];
  const activated = account?.activated_at ?? null;
  const steps: Step[] = [
    { title: paymentTitles[stage] ?? "Payment received", state: paid, at: payment.paid_at },
  ];
  // Refunded or disputed before the account was ready: the timeline ends with the payment.
  if (created === "done" && !activated) return steps;
  return [
    ...steps,
    { title: creationTitle(created), state: created, at: activated && account?.created_at },
    { title: "Ready", state: ready, at: activated },
  ];
}

/** The timeline of a program: payment, challenge. */
function programSteps(stage: Stage, payment: Purchase["payment"]): Step[] {
  const [paid, created] = states[stage];
  const steps: Step[] = [
    { title: paymentTitles[stage] ?? "Payment received", state: paid, at: payment.paid_at },
  ];
  // Refunded or disputed before the challenge had started: the timeline ends with the payment.
  if (created === "done" && payment.challenge_id === null) return steps;
  return [...steps, { title: challengeTitle(created), state: created, at: null }];
}

function challengeTitle(state: StepState): string {
  if (state === "done") return "Challenge ready";
  if (state === "waiting") return "Challenge";
  return state === "failed" ? "Challenge not started" : "Starting your challenge";
}

function creationTitle(state: StepState): string {
  if (state === "done") return "Account created";
  if (state === "waiting") return "Account creation";
  return state === "failed" ? "Account not created" : "Creating account";
}
