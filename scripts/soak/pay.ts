import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Client } from "./client";
import type { Customer } from "./customers";
import type { Plan } from "./plan";
import type { RefundCourse } from "./plan-after";
import type { PostOffice } from "./post-office";
import type { StripeSide } from "./stripe";
import type { Tally } from "./tally";

const VISA = "pm_card_visa";
const DECLINED = "pm_card_chargeDeclined";
const PROCESSING = "pm_sandbox_processing";

/** The cards whose refunds take these courses. */
const refundCards: Record<RefundCourse, string> = {
  succeeds: VISA,
  pending_succeeds: "pm_card_pendingRefund",
  pending_fails: "pm_card_pendingRefund",
  fails_later: "pm_card_refundFail",
};

const bought = z.object({ payment_id: z.string(), stripe_payment_intent_id: z.string() });
type Bought = z.output<typeof bought>;
const ownPayments = z.array(
  bought
    .extend({ stripe_payment_intent_id: z.string().nullable(), amount_cents: z.number() })
    .loose(),
);

/** What a client knows of a payment of its own. */
export interface Order extends Bought {
  index: number;
  plan: Plan;
  /** The wallet that it goes to; null where it buys an account. */
  login: number | null;
}

export interface Shop {
  seed: number;
  client: Client;
  stripe: StripeSide;
  postOffice: PostOffice;
  tally: Tally;
}

/** One payment from the first call to what the customer's bank makes of it. */
export async function pay(shop: Shop, plan: Plan, customer: Customer): Promise<Order> {
  const { client, postOffice, tally, seed } = shop;
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
  const said = await client.ask(request, bought, plan.hasKey ? {} : { lookUp });
  if ("refused" in said) throw new Error(said.refused);
  const { payment_id, stripe_payment_intent_id } = said.answer;
  postOffice.register(stripe_payment_intent_id, index);
  if (plan.repeats) {
    const again = await client.call(request, bought);
    if (again.payment_id !== payment_id) tally.contradicted.push(payment_id, again.payment_id);
  }
  await sleep(plan.thinkMs);
  await confirm(shop.stripe, stripe_payment_intent_id, plan);
  const login = isDeposit ? customer.login : null;
  return { index, plan, payment_id, stripe_payment_intent_id, login };
}

/** What a client without an Idempotency-Key finds of a deposit that it got no answer to. */
async function ownDeposit(
  { call }: Client,
  { headers }: Customer,
  order: Plan["order"],
): Promise<Bought | null> {
  const request = { method: "GET", path: "/v2/payments?limit=100", headers } as const;
  const payments = await call(request, ownPayments);
  for (const { payment_id, stripe_payment_intent_id, amount_cents } of payments) {
    const isOwn = "deposit" in order && amount_cents === order.deposit;
    if (isOwn && stripe_payment_intent_id !== null) return { payment_id, stripe_payment_intent_id };
  }
  return null;
}

/** The card that a customer pays with in the end: some are disputed as soon as they have paid. */
function cardOf({ index, after, spends }: Plan): string {
  if (after.kind === "refund") return refundCards[after.course];
  if (after.kind === "nothing" || spends || index % 2 === 0) return VISA;
  return after.inquiry ? "pm_card_createDisputeInquiry" : "pm_card_createDispute";
}

async function confirm(stripe: StripeSide, intent: string, plan: Plan): Promise<void> {
  const { outcome, processingMs } = plan;
  switch (outcome) {
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
      await stripe.decide(intent, outcome === "settled" ? "settle" : "fail");
      return;
    case "paid":
      await stripe.confirm(intent, cardOf(plan));
  }
}
