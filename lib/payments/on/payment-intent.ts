import type Stripe from "stripe";
import { eventTime } from "../facts/fetch";
import type { Facts } from "../facts/record";

type IntentEvent =
  | Stripe.PaymentIntentProcessingEvent
  | Stripe.PaymentIntentSucceededEvent
  | Stripe.PaymentIntentPaymentFailedEvent
  | Stripe.PaymentIntentCanceledEvent;

/** The PaymentIntent is in the event: nothing is fetched. */
export const onPaymentIntent = async (event: IntentEvent): Promise<Facts> => ({
  intent: event.data.object,
  at: eventTime(event),
});
