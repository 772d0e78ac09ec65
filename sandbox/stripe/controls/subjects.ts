import type Stripe from "stripe";
import { missing, refused, unexpectedState } from "../api/errors";
import type { Records, Table } from "../records";
import type { Store } from "../store";

/** The object that a control's path names, or 404. */
export function subject<Name extends Table>(store: Store, table: Name, id: string): Records[Name] {
  const record = store.get(table, id);
  if (record === null) throw missing(table, id);
  return record;
}

/** A PaymentIntent that is `processing`, which is what `settle` and `fail` are for. */
export function processingIntent(store: Store, id: string): Stripe.PaymentIntent {
  const intent = subject(store, "payment_intents", id);
  if (intent.status === "processing") return intent;
  throw unexpectedState(intent, `This PaymentIntent is ${intent.status}, not processing.`);
}

/** The charge that paid a PaymentIntent, or 400 when nothing has. */
export function paidCharge(store: Store, intentId: string): Stripe.Charge {
  const intent = subject(store, "payment_intents", intentId);
  const charge = store.get("charges", String(intent.latest_charge));
  if (charge === null || !charge.paid) throw unexpectedState(intent, "Nothing has been paid yet.");
  return charge;
}

/** The same, when no dispute has been opened about it. */
export function undisputedCharge(store: Store, intentId: string): Stripe.Charge {
  const charge = paidCharge(store, intentId);
  if (charge.disputed) throw refused(`Charge ${charge.id} is disputed already.`);
  return charge;
}
