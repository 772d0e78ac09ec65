import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Client } from "./client";
import { within } from "./clock";
import type { Customer } from "./customers";
import type { Operator } from "./operator";
import type { Order, Shop } from "./pay";
import type { FollowUp, RefundCourse } from "./plan-follow-up";
import { countUp } from "./tally";

/** How long to wait for a payment's event: before it, nothing can be bought with the money and no operator refunds it. */
const EVENT_MS = 180_000;
const PAUSE_MS = 500;
/** Stripe's times are in whole seconds: changes that follow each other must have different times. */
const SECOND_MS = 1_050;

/** An operator's refund. `request` is the id in the console's response. */
export interface RefundRecord {
  intent: string;
  amount: number;
  request: string;
}

/** A purchase from a wallet; `purchase` is null if it was rejected. */
export interface PurchaseRecord {
  key: string;
  login: number;
  /** Minor units. */
  price: number;
  purchase: number | null;
}

/** Refunds and purchases after payments were paid, as the clients know them. */
export interface FollowUpRecords {
  refunds: RefundRecord[];
  purchases: PurchaseRecord[];
}

export interface Firm extends Shop {
  operator: Operator;
  program: Program;
}

/** A program that wallets buy, and its price in minor units. */
export interface Program {
  id: number;
  price: number;
}

/** Spends, disputes or refunds the money of a payment that was paid, as its plan says. */
export async function runFollowUp(
  firm: Firm,
  order: Order,
  customer: Customer,
  records: FollowUpRecords,
): Promise<void> {
  const { followUp, spends } = order.plan;
  if (spends) records.purchases.push(await spend(firm, order, customer));
  if (followUp.kind === "dispute") await dispute(firm, order, followUp);
  if (followUp.kind === "refund") await refund(firm, order, followUp, records);
}

const purchaseResponse = z
  .object({ purchase: z.object({ id: z.number() }).loose(), idempotent: z.boolean() })
  .loose();

async function spend(firm: Firm, order: Order, customer: Customer): Promise<PurchaseRecord> {
  const { client, program, seed, tally } = firm;
  const { login } = customer;
  const key = `soak-buy-${seed}-${order.index}`;
  const body = { program_id: program.id, payer_login: login, idempotency_key: key };
  const request = { path: "/prop/challenge/buy", headers: customer.session, body };
  let purchase: number | null = null;
  // If the wallet had a debt, its balance may be below the price although this deposit was credited.
  await within(
    EVENT_MS,
    async () => {
      const credited = await isCredited(client, customer, order);
      // PAYMENT_FAILED: the call was cut off before the fee, and when the saga resumed, the wallet no longer covered it.
      const result = await client.tryCall(request, purchaseResponse, {
        expected: ["NOT_ENOUGH_FUNDS", "PAYMENT_FAILED"],
      });
      if ("body" in result) purchase = result.body.purchase.id;
      return credited || purchase !== null;
    },
    PAUSE_MS,
  );
  countUp(tally.actions, purchase === null ? "purchase without funds" : "purchase");
  if (purchase !== null && order.index % 3 === 0) {
    const again = await client.call(request, purchaseResponse);
    if (again.purchase.id !== purchase)
      tally.conflictingReplays.push(`${purchase}`, `${again.purchase.id}`);
  }
  return { key, login, price: program.price, purchase };
}

const ownPayments = z.array(
  z.object({ payment_id: z.string(), credited_order: z.number().nullable() }).loose(),
);

/** Whether the customer's list of payments shows the deposit as credited. */
async function isCredited(
  { call }: Client,
  { headers }: Customer,
  { payment_id }: Order,
): Promise<boolean> {
  const request = { method: "GET", path: "/v2/payments?limit=100", headers } as const;
  const payments = await call(request, ownPayments);
  return payments.some((each) => each.payment_id === payment_id && each.credited_order !== null);
}

async function dispute(
  { stripe, tally }: Firm,
  { stripe_payment_intent_id: intent }: Order,
  { inquiry, decisions }: Extract<FollowUp, { kind: "dispute" }>,
): Promise<void> {
  const id = await stripe.dispute(intent, inquiry);
  countUp(tally.actions, inquiry ? "inquiry" : "dispute");
  for (const decision of decisions) {
    await sleep(SECOND_MS);
    await stripe.decideDispute(id, decision);
    countUp(tally.actions, `dispute: ${decision}`);
  }
}

const action = z.object({ id: z.string(), status: z.enum(["done", "pending"]) }).loose();

async function refund(
  firm: Firm,
  order: Order,
  { by, share, course }: Extract<FollowUp, { kind: "refund" }>,
  records: FollowUpRecords,
): Promise<void> {
  const { stripe, tally } = firm;
  const { stripe_payment_intent_id: intent, plan } = order;
  const paid =
    "deposit" in plan.order
      ? plan.order.deposit
      : z.object({ amount_cents: z.number() }).parse(plan.order.checkout).amount_cents;
  const amount = Math.max(1, Math.round(paid * share));
  if (by === "operator") records.refunds.push(await requestRefund(firm, order, { intent, amount }));
  else await stripe.refund(intent, amount);
  countUp(tally.actions, `refund by ${by}`);
  for (const id of await stripe.refundsOf(intent)) await finishRefund(firm, id, course);
}

/** Lets a refund succeed or fail at the customer's bank. */
async function finishRefund(
  { stripe, tally }: Firm,
  id: string,
  course: RefundCourse,
): Promise<void> {
  if (course === "succeeds") return;
  await sleep(SECOND_MS);
  await stripe.decideRefund(id, course === "pending_succeeds" ? "settle" : "fail");
  countUp(tally.actions, course === "pending_succeeds" ? "refund: settle" : "refund: fail");
}

/** An operator refunds a payment in the console, and clicks again if there is no response. */
async function requestRefund(
  { client, operator, seed, tally }: Firm,
  { payment_id, index }: Order,
  { intent, amount }: { intent: string; amount: number },
): Promise<RefundRecord> {
  const request = {
    path: "/api/admin/actions",
    headers: operator,
    body: {
      action: "payment.refund",
      id: payment_id,
      amount_cents: amount,
      reason: "requested by the soak",
      idempotency_key: `soak-refund-${seed}-${index}`,
    },
  };
  for (const end = Date.now() + EVENT_MS; Date.now() < end; await sleep(PAUSE_MS)) {
    const result = await client.tryCall(request, action, { expected: ["INVALID_STATE"] });
    if ("rejected" in result) continue;
    const { id } = result.body;
    if (index % 3 === 0) {
      const again = await client.call(request, action);
      if (again.id !== id) tally.conflictingReplays.push(id, again.id);
    }
    return { intent, amount, request: id };
  }
  throw new Error(`the refund of ${payment_id} was rejected for ${EVENT_MS / 1_000} s`);
}
