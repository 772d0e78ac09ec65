import type Stripe from "stripe";
import { gives, type Standing } from "./live";

/** What the objects of a life are made of: real ones of the sandbox, of which only what moves is set. */
export interface Templates {
  intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  dispute: Stripe.Dispute;
  event: Stripe.Event;
}

/** One payment of the sandbox that was refunded in part and one that was disputed. */
export async function readTemplates(sandbox: Stripe, amount: number): Promise<Templates> {
  const bought = async (card: string) => {
    const { id } = await sandbox.paymentIntents.create({ amount, currency: "usd" });
    await sandbox.paymentIntents.confirm(id, {
      payment_method: card,
      return_url: "http://propdesk.localhost/",
    });
    return id;
  };
  const refunded = await bought("pm_card_visa");
  const refund = await sandbox.refunds.create({ payment_intent: refunded, amount: 100 });
  const intent = await sandbox.paymentIntents.retrieve(refunded, { expand: ["latest_charge"] });
  const charge = intent.latest_charge;
  if (charge === null || typeof charge === "string") throw new Error("a paid one has a charge");
  const disputed = await bought("pm_card_createDispute");
  const [dispute] = (await sandbox.disputes.list({ payment_intent: disputed })).data;
  const [event] = (await sandbox.events.list({ limit: 1 })).data;
  if (!dispute || !event) throw new Error("the sandbox made no dispute or event");
  return { intent, charge, refund, dispute, event };
}

/** The objects of one payment as Stripe has them at a moment, and the event that tells of it. */
export function objectsAt(
  templates: Templates,
  ids: { life: string; payment: string },
  now: Standing,
  at: Date,
) {
  const intentId = `pi_${ids.life}`;
  const paid = now.intentStatus === "succeeded";
  const given = now.refunds.filter(gives);
  const charge = {
    ...templates.charge,
    id: `ch_${ids.life}`,
    payment_intent: intentId,
    created: Math.floor(at.getTime() / 1000),
    amount_refunded: given.reduce((sum, { amount }) => sum + amount, 0),
    disputed: now.disputes.length > 0,
  };
  const intent = (expand: boolean) => ({
    ...templates.intent,
    id: intentId,
    metadata: { payment_id: ids.payment },
    status: now.intentStatus,
    amount_received: paid ? templates.intent.amount : 0,
    last_payment_error: now.declined
      ? { type: "card_error", decline_code: "generic_decline" }
      : null,
    latest_charge: paid ? (expand ? charge : charge.id) : null,
  });
  const common = { payment_intent: intentId, charge: charge.id };
  const refunds = now.refunds.map((it) => ({ ...templates.refund, ...common, ...it }));
  const disputes = now.disputes.map((it) => ({ ...templates.dispute, ...common, ...it }));
  const about = [...refunds, ...disputes].find(({ id }) => id === now.event.about);
  const object = about ?? (now.event.type === "charge.refunded" ? charge : intent(false));
  const event = {
    ...templates.event,
    id: `evt_${ids.life}_${now.act}`,
    type: now.event.type,
    created: Math.floor(at.getTime() / 1000),
    data: { object },
  };
  return { intent, refunds, disputes, event };
}
