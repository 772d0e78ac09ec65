import { draw } from "./random";
import { countUp } from "./tally";

/** A bank's decision about a dispute. After `win` it can be opened again. */
export type Decision = "win" | "lose" | "reopen";

/** What happens to a payment once it is paid. */
export type FollowUp =
  | { kind: "nothing" }
  /** By an operator in the console, or in Stripe's dashboard. */
  | {
      kind: "refund";
      by: "operator" | "dashboard";
      /** The share of the payment's amount, up to 1. */
      share: number;
      /** How the refund goes at the customer's bank: it may be pending for a while, and may fail. */
      course: RefundCourse;
    }
  | { kind: "dispute"; inquiry: boolean; decisions: readonly Decision[] };

export type RefundCourse = "succeeds" | "pending_succeeds" | "pending_fails" | "fails_later";

const KINDS = [
  ["operator", 0.09],
  ["dashboard", 0.08],
  ["dispute", 0.12],
] as const;

const COURSES = [
  ["pending_succeeds", 0.2],
  ["pending_fails", 0.2],
  ["fails_later", 0.2],
] as const;

const DISPUTES: readonly { inquiry: boolean; decisions: readonly Decision[] }[] = [
  { inquiry: false, decisions: [] },
  { inquiry: false, decisions: ["win"] },
  { inquiry: false, decisions: ["lose"] },
  { inquiry: false, decisions: ["win", "reopen"] },
  { inquiry: false, decisions: ["win", "reopen", "win"] },
  { inquiry: false, decisions: ["win", "reopen", "lose"] },
  { inquiry: true, decisions: [] },
  { inquiry: true, decisions: ["win"] },
  { inquiry: true, decisions: ["lose"] },
];

/** Draws what happens to one paid payment. `random` returns numbers from 0 to 1. */
export function drawFollowUp(random: () => number): FollowUp {
  // Each number is drawn for every payment, so that changing one share doesn't change the other draws.
  const [kind, course, isFull, share, dispute] = [
    draw<"operator" | "dashboard" | "dispute" | "nothing">(random(), KINDS, "nothing"),
    draw<RefundCourse>(random(), COURSES, "succeeds"),
    random() < 0.5,
    0.1 + random() * 0.8,
    random(),
  ];
  if (kind === "nothing") return { kind };
  if (kind !== "dispute") return { kind: "refund", by: kind, share: isFull ? 1 : share, course };
  const chosen = DISPUTES[Math.floor(dispute * DISPUTES.length)];
  return { kind, inquiry: false, decisions: [], ...chosen };
}

/** How often Stripe holds the money of a payment, by its plan. */
export function timesHeld(followUp: FollowUp): number {
  if (followUp.kind !== "dispute") return 0;
  const escalated = followUp.inquiry && followUp.decisions.includes("lose") ? 1 : 0;
  const opened = followUp.inquiry ? escalated : 1;
  return opened + followUp.decisions.filter((decision) => decision === "reopen").length;
}

/** The names of a plan's actions, as they are counted in the tally. */
export function actionsOf(followUp: FollowUp): string[] {
  switch (followUp.kind) {
    case "nothing":
      return [];
    case "refund":
      return [`refund by ${followUp.by}`, ...refundActions[followUp.course]];
    case "dispute":
      return [
        followUp.inquiry ? "inquiry" : "dispute",
        ...followUp.decisions.map((decision) => `dispute: ${decision}`),
      ];
  }
}

const refundActions: Record<RefundCourse, string[]> = {
  succeeds: [],
  pending_succeeds: ["refund: settle"],
  pending_fails: ["refund: fail"],
  fails_later: ["refund: fail"],
};

/** How often each action is planned. */
export function countActions(plans: readonly FollowUp[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const action of plans.flatMap(actionsOf)) countUp(counts, action);
  return counts;
}
