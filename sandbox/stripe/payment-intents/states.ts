import type Stripe from "stripe";
import { type ApiError, unexpectedState } from "../api/errors";

/** The states in which a PaymentIntent waits for the customer. */
const OPEN = ["requires_payment_method", "requires_confirmation", "requires_action"];

function isOpen(intent: Stripe.PaymentIntent): boolean {
  return OPEN.includes(intent.status);
}

/** Throws `payment_intent_unexpected_state` unless the PaymentIntent can be confirmed. */
export function assertConfirmable(intent: Stripe.PaymentIntent): void {
  if (isOpen(intent)) return;
  const message =
    intent.status === "succeeded"
      ? "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed."
      : `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. ${onlyOpen("confirmed")}`;
  throw unexpectedState(intent, message);
}

/** Throws `payment_intent_unexpected_state` unless the PaymentIntent can be canceled. */
export function assertCancelable(intent: Stripe.PaymentIntent): void {
  if (isOpen(intent)) return;
  const message = `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. ${onlyOpen("canceled")}`;
  throw unexpectedState(intent, message);
}

/** Throws `payment_intent_unexpected_state` unless this field can still be changed. */
export function assertUpdatable(intent: Stripe.PaymentIntent, field: string): void {
  if (isOpen(intent)) return;
  const message =
    `This PaymentIntent's ${field} could not be updated because it has a status of ${intent.status}. ` +
    `You may only update the ${field} of a PaymentIntent with one of the following statuses: ${OPEN.join(", ")}.`;
  throw unexpectedState(intent, message);
}

/** The rejection of a confirmation without a payment method, if none was set before. */
export function noPaymentMethod(intent: Stripe.PaymentIntent): ApiError {
  return unexpectedState(
    intent,
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either " +
      "update the PaymentIntent with a payment method and then confirm it again, or confirm it " +
      "again directly with a payment method or ConfirmationToken.",
  );
}

function onlyOpen(verb: string): string {
  return `Only a PaymentIntent with one of the following statuses may be ${verb}: ${OPEN.join(", ")}.`;
}
