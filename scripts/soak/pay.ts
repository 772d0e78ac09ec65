import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Client } from "./client";
import type { Customer } from "./customers";
import type { Outcome, Plan } from "./plan";
import type { PostOffice } from "./post-office";
import type { StripeSide } from "./stripe";
import type { Tally } from "./tally";

const VISA = "pm_card_visa";
const DECLINED = "pm_card_chargeDeclined";
const PROCESSING = "pm_sandbox_processing";

const bought = z.object({ payment_id: z.string(), stripe_payment_intent_id: z.string() });

/** What a client knows of a payment of its own. */
export interface Order {
  index: number;
  payment: string;
  intent: string;
  /** The wallet that it goes to; null where it buys an account. */
  login: number | null;
}

export interface Shop {
  seed: number;
  call: Client;
  stripe: StripeSide;
  postOffice: PostOffice;
  tally: Tally;
}

/** One payment from the first call to what the customer's bank makes of it. */
export async function pay(shop: Shop, plan: Plan, customer: Customer): Promise<Order> {
  const { call, postOffice, tally, seed } = shop;
  const isDeposit = "deposit" in plan.order;
  const request = {
    path: isDeposit ? "/v2/payments/deposits" : "/v2/payments/checkout",
    headers: { ...customer.headers, "idempotency-key": `soak-${seed}-${plan.index}` },
    body:
      "deposit" in plan.order
        ? { login: customer.login, amount_cents: plan.order.deposit }
        : plan.order.checkout,
  };
  const { payment_id: payment, stripe_payment_intent_id: intent } = await call(request, bought);
  postOffice.register(intent, plan.index);
  if (plan.repeats) {
    const again = await call(request, bought);
    if (again.payment_id !== payment) tally.contradicted.push(payment, again.payment_id);
  }
  await sleep(plan.thinkMs);
  await confirm(shop.stripe, intent, plan.outcome, plan.processingMs);
  return { index: plan.index, payment, intent, login: isDeposit ? customer.login : null };
}

async function confirm(stripe: StripeSide, intent: string, outcome: Outcome, waitMs: number) {
  switch (outcome) {
    case "left_open":
      return;
    case "declined":
      await stripe.confirm(intent, DECLINED);
      return;
    case "second_card":
      await stripe.confirm(intent, DECLINED);
      await sleep(waitMs);
      await stripe.confirm(intent, VISA);
      return;
    case "settled":
    case "failed_later":
      await stripe.confirm(intent, PROCESSING);
      await sleep(waitMs);
      await stripe.decide(intent, outcome === "settled" ? "settle" : "fail");
      return;
    case "paid":
      await stripe.confirm(intent, VISA);
  }
}
