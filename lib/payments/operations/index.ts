import { checkoutOperations } from "./checkout";
import { paymentOperations } from "./payments";
import { stripeOperations } from "./stripe";

const { checkPayment, receiveStripeEvent } = stripeOperations;

/** Payments by card, and Stripe's events, in the order of the reference. */
export const operations = {
  checkPayment,
  ...checkoutOperations,
  ...paymentOperations,
  receiveStripeEvent,
};
