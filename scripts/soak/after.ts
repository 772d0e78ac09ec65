import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Client } from "./client";
import { within } from "./clock";
import type { Customer } from "./customers";
import type { Operator } from "./operator";
import type { Order, Shop } from "./pay";
import type { After, RefundCourse } from "./plan-after";
import { countUp } from "./tally";

/** Until the event of a payment has come, nothing can be bought of it, and no operator refunds it. */
const HEARD_MS = 180_000;
const PAUSE_MS = 500;
/** Stripe's times are whole seconds: what comes later must be told apart. */
const SECOND_MS = 1_050;

/** An operator's refund, and the request that the console answered with. */
export interface AskedRefund {
  intent: string;
  amount: number;
  request: string;
}

/** What a customer asked to buy from a wallet; `purchase` is null where it was refused. */
export interface AskedPurchase {
  key: string;
  login: number;
  /** Minor units. */
  price: number;
  purchase: number | null;
}

/** What the clients know of what was done after payments were paid. */
export interface Afterlife {
  refunds: AskedRefund[];
  purchases: AskedPurchase[];
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

/** What happens after a payment was paid: its money is spent, refunded, disputed. */
export async function live(
  firm: Firm,
  order: Order,
  customer: Customer,
  life: Afterlife,
): Promise<void> {
  const { after, spends } = order.plan;
  if (spends) life.purchases.push(await spend(firm, order, customer));
  if (after.kind === "dispute") await dispute(firm, order, after);
  if (after.kind === "refund") await refund(firm, order, after, life);
}

const bought = z
  .object({ purchase: z.object({ id: z.number() }).loose(), idempotent: z.boolean() })
  .loose();

async function spend(firm: Firm, order: Order, customer: Customer): Promise<AskedPurchase> {
  const { client, program, seed, tally } = firm;
  const { login } = customer;
  const key = `soak-buy-${seed}-${order.index}`;
  const body = { program_id: program.id, payer_login: login, idempotency_key: key };
  const request = { path: "/prop/challenge/buy", headers: customer.session, body };
  let purchase: number | null = null;
  // A wallet that owed for another deposit may not have enough when this one is there.
  await within(
    HEARD_MS,
    async () => {
      const isThere = await isCredited(client, customer, order);
      const said = await client.ask(request, bought, { expected: ["NOT_ENOUGH_FUNDS"] });
      if ("answer" in said) purchase = said.answer.purchase.id;
      return isThere || purchase !== null;
    },
    PAUSE_MS,
  );
  countUp(tally.acts, purchase === null ? "purchase without funds" : "purchase");
  if (purchase !== null && order.index % 3 === 0) {
    const again = await client.call(request, bought);
    if (again.purchase.id !== purchase)
      tally.contradicted.push(`${purchase}`, `${again.purchase.id}`);
  }
  return { key, login, price: program.price, purchase };
}

const ownPayments = z.array(
  z.object({ payment_id: z.string(), credited_order: z.number().nullable() }).loose(),
);

/** Whether the customer sees a deposit in the wallet. */
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
  { inquiry, decisions }: Extract<After, { kind: "dispute" }>,
): Promise<void> {
  const id = await stripe.dispute(intent, inquiry);
  countUp(tally.acts, inquiry ? "inquiry" : "dispute");
  for (const decision of decisions) {
    await sleep(SECOND_MS);
    await stripe.decideDispute(id, decision);
    countUp(tally.acts, `dispute: ${decision}`);
  }
}

const action = z.object({ id: z.string(), status: z.enum(["done", "pending"]) }).loose();

async function refund(
  firm: Firm,
  order: Order,
  { by, share, course }: Extract<After, { kind: "refund" }>,
  life: Afterlife,
): Promise<void> {
  const { stripe, tally } = firm;
  const { stripe_payment_intent_id: intent, plan } = order;
  const paid =
    "deposit" in plan.order
      ? plan.order.deposit
      : z.object({ amount_cents: z.number() }).parse(plan.order.checkout).amount_cents;
  const amount = Math.max(1, Math.round(paid * share));
  if (by === "operator") life.refunds.push(await ask(firm, order, { intent, amount }));
  else await stripe.refund(intent, amount);
  countUp(tally.acts, `refund by ${by}`);
  for (const id of await stripe.refundsOf(intent)) await decide(firm, id, course);
}

/** What the bank makes of a refund. */
async function decide({ stripe, tally }: Firm, id: string, course: RefundCourse): Promise<void> {
  if (course === "succeeds") return;
  await sleep(SECOND_MS);
  await stripe.decideRefund(id, course === "pending_succeeds" ? "settle" : "fail");
  countUp(tally.acts, course === "pending_succeeds" ? "refund: settle" : "refund: fail");
}

/** An operator refunds a payment in the console, and clicks again where no answer came. */
async function ask(
  { client, operator, seed, tally }: Firm,
  { payment_id, index }: Order,
  { intent, amount }: { intent: string; amount: number },
): Promise<AskedRefund> {
  const request = {
    path: "/api/admin/actions",
    headers: operator,
    body: {
      action: "payment.refund",
      id: payment_id,
      amount_cents: amount,
      reason: "asked for by the soak",
      idempotency_key: `soak-refund-${seed}-${index}`,
    },
  };
  for (const end = Date.now() + HEARD_MS; Date.now() < end; await sleep(PAUSE_MS)) {
    const said = await client.ask(request, action, { expected: ["INVALID_STATE"] });
    if ("refused" in said) continue;
    const { id } = said.answer;
    if (index % 3 === 0) {
      const again = await client.call(request, action);
      if (again.id !== id) tally.contradicted.push(id, again.id);
    }
    return { intent, amount, request: id };
  }
  throw new Error(`the refund of ${payment_id} was refused for ${HEARD_MS / 1_000} s`);
}
