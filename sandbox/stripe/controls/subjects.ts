import type Stripe from "stripe";
import { missing, rejected, unexpectedState } from "../api/errors";
import type { Records, Table } from "../records";
import type { Store } from "../store";

/** The object whose id is in a control's path. Throws 404 if it doesn't exist. */
export function subject<Name extends Table>(store: Store, table: Name, id: string): Records[Name] {
  const record = store.get(table, id);
  if (record === null) throw missing(table, id);
  return record;
}

/** A PaymentIntent that is `processing`, as `settle` and `fail` need. Throws 400 for other states. */
export function processingIntent(store: Store, id: string): Stripe.PaymentIntent {
  const intent = subject(store, "payment_intents", id);
  if (intent.status === "processing") return intent;
  throw unexpectedState(intent, `This PaymentIntent is ${intent.status}, not processing.`);
}

/** The charge that paid a PaymentIntent. Throws 400 if it isn't paid. */
export function paidCharge(store: Store, intentId: string): Stripe.Charge {
  const intent = subject(store, "payment_intents", intentId);
  const charge = store.get("charges", String(intent.latest_charge));
  if (charge === null || !charge.paid) throw unexpectedState(intent, "Nothing has been paid yet.");
  return charge;
}

/** The charge that paid a PaymentIntent. Throws 400 if it isn't paid, or is disputed. */
export function undisputedCharge(store: Store, intentId: string): Stripe.Charge {
  const charge = paidCharge(store, intentId);
  if (charge.disputed) throw rejected(`Charge ${charge.id} is already disputed.`);
  return charge;
}
