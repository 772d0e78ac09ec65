import type Stripe from "stripe";
import { eventTime } from "../gather";
import type { Facts } from "../record-facts";

type IntentEvent =
  | Stripe.PaymentIntentProcessingEvent
  | Stripe.PaymentIntentSucceededEvent
  | Stripe.PaymentIntentPaymentFailedEvent
  | Stripe.PaymentIntentCanceledEvent;

/** The PaymentIntent as the event carries it: Stripe need not be asked. */
export const onPaymentIntent = async (event: IntentEvent): Promise<Facts> => ({
  intent: event.data.object,
  at: eventTime(event),
});
