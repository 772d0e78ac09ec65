import { type Act, disputeMoves, type RefundStatus, refundMoves } from "./acts";

/** How a payment stands at Stripe at one moment. Minor units. */
export interface Standing {
  /** Which act led here: its number is its time. */
  act: number;
  intentStatus: string;
  declined: boolean;
  refunds: { id: string; amount: number; status: RefundStatus }[];
  disputes: { id: string; amount: number; status: string }[];
  /** The type of the event that tells of it, and the refund or dispute that it is about. */
  event: { type: string; about: string | null };
}

/** Lives a life: each moment of it, oldest first. */
export function live(acts: Act[], amount: number, id: string): Standing[] {
  let now: Standing = {
    act: 0,
    intentStatus: "requires_payment_method",
    declined: false,
    refunds: [],
    disputes: [],
    event: { type: "payment_intent.created", about: null },
  };
  const moments: Standing[] = [];
  for (const act of acts) {
    const next = after(now, act, amount, id);
    if (!next) continue;
    now = { ...next, act: moments.length };
    moments.push(now);
  }
  return moments;
}

/** Whether a refund gives the money back, or is on its way to. */
export const gives = ({ status }: { status: string }) =>
  status !== "failed" && status !== "canceled";

const given = (now: Standing) => now.refunds.filter(gives).reduce((sum, it) => sum + it.amount, 0);

function after(now: Standing, act: Act, amount: number, id: string): Standing | null {
  const tell = (type: string, about: string | null = null) => ({ event: { type, about } });
  switch (act.kind) {
    case "decline":
      return { ...now, declined: true, ...tell("payment_intent.payment_failed") };
    case "process":
      return { ...now, intentStatus: "processing", ...tell("payment_intent.processing") };
    case "succeed":
      return {
        ...now,
        intentStatus: "succeeded",
        declined: false,
        ...tell("payment_intent.succeeded"),
      };
    case "refund": {
      const part = Math.min(amount - given(now), Math.round((amount * act.percent) / 100));
      if (part === 0) return null;
      const refund = { id: `re_${id}_${now.refunds.length}`, amount: part, status: act.status };
      return { ...now, refunds: [...now.refunds, refund], ...tell("charge.refunded") };
    }
    case "refund-moves": {
      const refund = now.refunds[act.which];
      if (!refund || !refundMoves[refund.status].includes(act.to)) return null;
      const refunds = withStatus(now.refunds, refund.id, act.to);
      const type = act.to === "failed" ? "refund.failed" : "refund.updated";
      return { ...now, refunds, ...tell(type, refund.id) };
    }
    case "dispute": {
      if (now.disputes.length === 2) return null;
      const status = act.inquiry ? "warning_needs_response" : "needs_response";
      const dispute = { id: `du_${id}_${now.disputes.length}`, amount: amount / 2, status };
      return {
        ...now,
        disputes: [...now.disputes, dispute],
        ...tell("charge.dispute.created", dispute.id),
      };
    }
    case "dispute-moves": {
      const dispute = now.disputes[act.which];
      if (!dispute || !disputeMoves[dispute.status]?.includes(act.to)) return null;
      const closed = ["won", "lost", "warning_closed"].includes(act.to);
      const type = closed ? "charge.dispute.closed" : "charge.dispute.updated";
      const disputes = withStatus(now.disputes, dispute.id, act.to);
      return { ...now, disputes, ...tell(type, dispute.id) };
    }
  }
}

const withStatus = <T extends { id: string; status: string }>(
  list: T[],
  id: string,
  status: T["status"],
) => list.map((it) => (it.id === id ? { ...it, status } : it));
