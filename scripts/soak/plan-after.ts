import { draw } from "./random";
import { countUp } from "./tally";

/** What a bank decides about a dispute, in order; after `win` it can be opened again. */
export type Decision = "win" | "lose" | "reopen";

/** What happens to a payment once it is paid. */
export type After =
  | { kind: "nothing" }
  /** By an operator of the firm in the console, or in Stripe's dashboard. */
  | {
      kind: "refund";
      by: "operator" | "dashboard";
      /** How much of the payment, up to 1. */
      share: number;
      /** What the customer's card makes of it: it may be pending for a while, and may fail. */
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

/** Draws what happens to one paid payment. `random` gives numbers from 0 to 1. */
export function afterOf(random: () => number): After {
  // Each number is drawn for every payment, so that a share can change without moving all others.
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

/** How often a plan makes a dispute that holds the money. */
export function timesHeld(after: After): number {
  if (after.kind !== "dispute") return 0;
  const escalated = after.inquiry && after.decisions.includes("lose") ? 1 : 0;
  const opened = after.inquiry ? escalated : 1;
  return opened + after.decisions.filter((decision) => decision === "reopen").length;
}

/** The acts that a plan consists of, by the names that they are counted under. */
export function actsOf(after: After): string[] {
  switch (after.kind) {
    case "nothing":
      return [];
    case "refund":
      return [`refund by ${after.by}`, ...refundActs[after.course]];
    case "dispute":
      return [
        after.inquiry ? "inquiry" : "dispute",
        ...after.decisions.map((decision) => `dispute: ${decision}`),
      ];
  }
}

const refundActs: Record<RefundCourse, string[]> = {
  succeeds: [],
  pending_succeeds: ["refund: settle"],
  pending_fails: ["refund: fail"],
  fails_later: ["refund: fail"],
};

/** How often each act is planned. */
export function countActs(plans: readonly After[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const act of plans.flatMap(actsOf)) countUp(counts, act);
  return counts;
}
