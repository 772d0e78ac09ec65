import fc from "fast-check";

/** What can happen at Stripe to one payment that is paid in the end. */
export type Act =
  | { kind: "decline" }
  | { kind: "process" }
  | { kind: "succeed" }
  | { kind: "refund"; percent: number; status: RefundStatus }
  | { kind: "refund-moves"; which: number; to: RefundStatus }
  | { kind: "dispute"; inquiry: boolean }
  | { kind: "dispute-moves"; which: number; to: string };

export type RefundStatus = "pending" | "requires_action" | "succeeded" | "canceled" | "failed";

/** The statuses that follow each status of a refund. Its bank can reject it at any time. */
export const refundMoves: Record<RefundStatus, RefundStatus[]> = {
  pending: ["requires_action", "succeeded", "canceled", "failed"],
  requires_action: ["succeeded", "canceled", "failed"],
  succeeded: ["failed"],
  canceled: [],
  failed: [],
};

/** The statuses that follow each status of a dispute. It can be reopened, and withdrawn after it was lost. */
export const disputeMoves: Record<string, string[]> = {
  warning_needs_response: ["warning_under_review", "warning_closed", "needs_response"],
  warning_under_review: ["warning_closed", "needs_response"],
  needs_response: ["under_review", "won", "lost"],
  under_review: ["won", "lost"],
  won: ["needs_response"],
  lost: ["won", "appeal_needs_response"],
  appeal_needs_response: ["appeal_under_review", "lost"],
  appeal_under_review: ["won", "lost"],
};

const anyMove = fc.constantFrom(...new Set(Object.values(disputeMoves).flat()));
const which = fc.nat(1);

const beforeSuccess = fc.subarray<Act>([{ kind: "decline" }, { kind: "process" }]);
const afterSuccess = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("refund" as const),
        percent: fc.constantFrom(10, 50, 100),
        status: fc.constantFrom<RefundStatus>("succeeded", "succeeded", "pending"),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("refund-moves" as const),
        which,
        to: fc.constantFrom<RefundStatus>("requires_action", "succeeded", "canceled", "failed"),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant("dispute" as const), inquiry: fc.boolean() }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant("dispute-moves" as const), which, to: anyMove }),
    },
  ),
  { maxLength: 8 },
);

/** A life: attempts, the success, and what follows. An act that isn't possible at its time is skipped. */
export const anyLife: fc.Arbitrary<Act[]> = fc
  .tuple(beforeSuccess, afterSuccess)
  .map(([before, nextState]) => [...before, { kind: "succeed" }, ...nextState]);
