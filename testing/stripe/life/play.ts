import { type Act, disputeMoves, type RefundStatus, refundMoves } from "./acts";

/** The state of a payment at Stripe at one moment. Minor units. */
export interface PaymentState {
  /** The number of the act that led to it, which is its time. */
  act: number;
  intentStatus: string;
  declined: boolean;
  refunds: { id: string; amount: number; status: RefundStatus }[];
  disputes: { id: string; amount: number; status: string }[];
  /** The type of its event, and the refund or dispute that the event is about. */
  event: { type: string; about: string | null };
}

/** Plays a life. Returns its states, oldest first. */
export function playLife(acts: Act[], amount: number, id: string): PaymentState[] {
  let state: PaymentState = {
    act: 0,
    intentStatus: "requires_payment_method",
    declined: false,
    refunds: [],
    disputes: [],
    event: { type: "payment_intent.created", about: null },
  };
  const moments: PaymentState[] = [];
  for (const act of acts) {
    const next = nextState(state, act, amount, id);
    if (!next) continue;
    state = { ...next, act: moments.length };
    moments.push(state);
  }
  return moments;
}

/** Whether a refund returns the money, or may still do so. */
export const returnsMoney = ({ status }: { status: string }) =>
  status !== "failed" && status !== "canceled";

const returned = (state: PaymentState) =>
  state.refunds.filter(returnsMoney).reduce((sum, it) => sum + it.amount, 0);

function nextState(state: PaymentState, act: Act, amount: number, id: string): PaymentState | null {
  const withEvent = (type: string, about: string | null = null) => ({ event: { type, about } });
  switch (act.kind) {
    case "decline":
      return { ...state, declined: true, ...withEvent("payment_intent.payment_failed") };
    case "process":
      return { ...state, intentStatus: "processing", ...withEvent("payment_intent.processing") };
    case "succeed":
      return {
        ...state,
        intentStatus: "succeeded",
        declined: false,
        ...withEvent("payment_intent.succeeded"),
      };
    case "refund": {
      const part = Math.min(amount - returned(state), Math.round((amount * act.percent) / 100));
      if (part === 0) return null;
      const refund = { id: `re_${id}_${state.refunds.length}`, amount: part, status: act.status };
      return { ...state, refunds: [...state.refunds, refund], ...withEvent("charge.refunded") };
    }
    case "refund-moves": {
      const refund = state.refunds[act.which];
      if (!refund || !refundMoves[refund.status].includes(act.to)) return null;
      const refunds = withStatus(state.refunds, refund.id, act.to);
      const type = act.to === "failed" ? "refund.failed" : "refund.updated";
      return { ...state, refunds, ...withEvent(type, refund.id) };
    }
    case "dispute": {
      if (state.disputes.length === 2) return null;
      const status = act.inquiry ? "warning_needs_response" : "needs_response";
      const dispute = { id: `du_${id}_${state.disputes.length}`, amount: amount / 2, status };
      return {
        ...state,
        disputes: [...state.disputes, dispute],
        ...withEvent("charge.dispute.created", dispute.id),
      };
    }
    case "dispute-moves": {
      const dispute = state.disputes[act.which];
      if (!dispute || !disputeMoves[dispute.status]?.includes(act.to)) return null;
      const closed = ["won", "lost", "warning_closed"].includes(act.to);
      const type = closed ? "charge.dispute.closed" : "charge.dispute.updated";
      const disputes = withStatus(state.disputes, dispute.id, act.to);
      return { ...state, disputes, ...withEvent(type, dispute.id) };
    }
  }
}

const withStatus = <T extends { id: string; status: string }>(
  list: T[],
  id: string,
  status: T["status"],
) => list.map((it) => (it.id === id ? { ...it, status } : it));
