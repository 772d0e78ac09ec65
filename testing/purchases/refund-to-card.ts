import { stripe } from "@/lib/payments/stripe";
import { performAction } from "../actors/admin";
import type { Actor } from "../actors/credentials";
import { buyFromWallet, type Trader } from "../actors/trader";
import { runAllJobs } from "../database/jobs";
import { sql } from "../database/sql";
import { payDeposit } from "../stripe/deposits";
import { deliver, eventsOf } from "../stripe/sandbox";

/** The fee of the demo catalog's program 1, in cents. */
export const FEE = 49_900;

/** A top-up that is in the trader's wallet: the id of its payment. */
export async function topUp(me: Trader, cents: number): Promise<string> {
  const { paymentId } = await payDeposit(me, me.login, cents);
  await runAllJobs();
  return paymentId;
}

/** A challenge that the trader bought from the wallet: the id of its purchase. */
export async function boughtPurchase(me: Trader): Promise<number> {
  const { body } = await buyFromWallet(me);
  return body.purchase.id;
}

/** Cancels a purchase and refunds its fee by these payments: `purchase.refund_to_card`. */
export const refundToCard = (
  admin: Actor,
  id: number,
  refunds: [paymentId: string, cents: number][],
  key: string = crypto.randomUUID(),
) =>
  performAction(admin, "purchase.refund_to_card", {
    id,
    refunds: refunds.map(([payment_id, amount_cents]) => ({ payment_id, amount_cents })),
    idempotency_key: key,
  });

export const intentOf = async (paymentId: string): Promise<string> =>
  (await sql("select stripe_payment_intent_id as id from payments where id = $1", [paymentId]))
    .rows[0].id;

/** The refunds of a payment at Stripe. */
export const stripeRefundsOf = async (paymentId: string) =>
  (await stripe().refunds.list({ payment_intent: await intentOf(paymentId) })).data;

/** The amounts of these refunds. */
export const refundedAmounts = async (paymentId: string) =>
  (await stripeRefundsOf(paymentId)).map(({ amount }) => amount);

/** The money requests of a purchase, oldest first. */
export const requestsOf = async (purchaseId: number) =>
  (
    await sql(
      "select payment_id, amount_cents::int as cents, status, problem from money_requests where purchase_id = $1 order by id",
      [purchaseId],
    )
  ).rows;

/** Why a payment is flagged for review. */
export const flagOf = async (paymentId: string) =>
  (await sql("select review_kind, review_reason from payments where id = $1", [paymentId])).rows[0];

/** Delivers all events of a payment. */
export async function deliverEvents(paymentId: string) {
  for (const event of await eventsOf(await intentOf(paymentId))) await deliver(event);
}
