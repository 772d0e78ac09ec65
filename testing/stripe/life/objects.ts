import type Stripe from "stripe";
import { type PaymentState, returnsMoney } from "./play";

/** Real objects of the sandbox, of which a life sets only what changes. */
export interface Templates {
  intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  dispute: Stripe.Dispute;
  event: Stripe.Event;
}

/** Reads the objects of a payment of the sandbox that is refunded in part, and of one that is disputed. */
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

/** The objects of one payment in a state, and the event of that state. */
export function objectsAt(
  templates: Templates,
  ids: { life: string; payment: string },
  state: PaymentState,
  at: Date,
) {
  const intentId = `pi_${ids.life}`;
  const paid = state.intentStatus === "succeeded";
  const returned = state.refunds.filter(returnsMoney);
  const charge = {
    ...templates.charge,
    id: `ch_${ids.life}`,
    payment_intent: intentId,
    created: Math.floor(at.getTime() / 1000),
    amount_refunded: returned.reduce((sum, { amount }) => sum + amount, 0),
    disputed: state.disputes.length > 0,
  };
  const intent = (expand: boolean) => ({
    ...templates.intent,
    id: intentId,
    metadata: { payment_id: ids.payment },
    status: state.intentStatus,
    amount_received: paid ? templates.intent.amount : 0,
    last_payment_error: state.declined
      ? { type: "card_error", decline_code: "generic_decline" }
      : null,
    latest_charge: paid ? (expand ? charge : charge.id) : null,
  });
  const common = { payment_intent: intentId, charge: charge.id };
  const refunds = state.refunds.map((it) => ({ ...templates.refund, ...common, ...it }));
  const disputes = state.disputes.map((it) => ({ ...templates.dispute, ...common, ...it }));
  const about = [...refunds, ...disputes].find(({ id }) => id === state.event.about);
  const object = about ?? (state.event.type === "charge.refunded" ? charge : intent(false));
  const event = {
    ...templates.event,
    id: `evt_${ids.life}_${state.act}`,
    type: state.event.type,
    created: Math.floor(at.getTime() / 1000),
    data: { object },
  };
  return { intent, refunds, disputes, event };
}
