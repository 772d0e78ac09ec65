import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Client } from "./client";
import type { Customer } from "./customers";
import type { EventRelay } from "./event-relay";
import type { Plan } from "./plan";
import type { RefundCourse } from "./plan-follow-up";
import type { StripeSide } from "./stripe";
import type { Tally } from "./tally";

const VISA = "pm_card_visa";
const DECLINED = "pm_card_chargeDeclined";
const PROCESSING = "pm_sandbox_processing";

/** The test card for each course of a refund. */
const refundCards: Record<RefundCourse, string> = {
  succeeds: VISA,
  pending_succeeds: "pm_card_pendingRefund",
  pending_fails: "pm_card_pendingRefund",
  fails_later: "pm_card_refundFail",
};

const createdPayment = z.object({ payment_id: z.string(), stripe_payment_intent_id: z.string() });
type CreatedPayment = z.output<typeof createdPayment>;
const ownPayments = z.array(
  createdPayment
    .extend({ stripe_payment_intent_id: z.string().nullable(), amount_cents: z.number() })
    .loose(),
);

/** A payment as its client knows it. */
export interface Order extends CreatedPayment {
  index: number;
  plan: Plan;
  /** The wallet that it is credited to; null if it buys an account. */
  login: number | null;
}

export interface Shop {
  seed: number;
  client: Client;
  stripe: StripeSide;
  eventRelay: EventRelay;
  tally: Tally;
}

/** Creates one payment and confirms it, as its plan says. */
export async function pay(shop: Shop, plan: Plan, customer: Customer): Promise<Order> {
  const { client, eventRelay, tally, seed } = shop;
  const { index, order } = plan;
  const isDeposit = "deposit" in order;
  const key = { "idempotency-key": `soak-${seed}-${index}` };
  const request = {
    path: isDeposit ? "/v2/payments/deposits" : "/v2/payments/checkout",
    headers: { ...customer.headers, ...(plan.hasKey && key) },
    body:
      "deposit" in order ? { login: customer.login, amount_cents: order.deposit } : order.checkout,
  };
  const lookUp = () => ownDeposit(client, customer, order);
  const result = await client.tryCall(request, createdPayment, plan.hasKey ? {} : { lookUp });
  if ("rejected" in result) throw new Error(result.rejected);
  const { payment_id, stripe_payment_intent_id } = result.body;
  eventRelay.register(stripe_payment_intent_id, index);
  if (plan.repeats) {
    const again = await client.call(request, createdPayment);
    if (again.payment_id !== payment_id)
      tally.conflictingReplays.push(payment_id, again.payment_id);
  }
  await sleep(plan.thinkMs);
  await confirm(shop.stripe, stripe_payment_intent_id, plan);
  const login = isDeposit ? customer.login : null;
  return { index, plan, payment_id, stripe_payment_intent_id, login };
}

/** Finds a deposit whose creation had no response, for a client without an Idempotency-Key. */
async function ownDeposit(
  { call }: Client,
  { headers }: Customer,
  order: Plan["order"],
): Promise<CreatedPayment | null> {
  const request = { method: "GET", path: "/v2/payments?limit=100", headers } as const;
  const payments = await call(request, ownPayments);
  for (const { payment_id, stripe_payment_intent_id, amount_cents } of payments) {
    const isOwn = "deposit" in order && amount_cents === order.deposit;
    if (isOwn && stripe_payment_intent_id !== null) return { payment_id, stripe_payment_intent_id };
  }
  return null;
}

/** The test card that a payment succeeds with. Some cards open a dispute as soon as they have paid. */
function cardOf({ index, followUp, spends }: Plan): string {
  if (followUp.kind === "refund") return refundCards[followUp.course];
  if (followUp.kind === "nothing" || spends || index % 2 === 0) return VISA;
  return followUp.inquiry ? "pm_card_createDisputeInquiry" : "pm_card_createDispute";
}

async function confirm(stripe: StripeSide, intent: string, plan: Plan): Promise<void> {
  const { course, processingMs } = plan;
  switch (course) {
    case "left_open":
      return;
    case "declined":
      await stripe.confirm(intent, DECLINED);
      return;
    case "second_card":
      await stripe.confirm(intent, DECLINED);
      await sleep(processingMs);
      await stripe.confirm(intent, cardOf(plan));
      return;
    case "settled":
    case "failed_later":
      await stripe.confirm(intent, PROCESSING);
      await sleep(processingMs);
      await stripe.decide(intent, course === "settled" ? "settle" : "fail");
      return;
    case "paid":
      await stripe.confirm(intent, cardOf(plan));
  }
}
