import type Stripe from "stripe";
import { requiredAmount, requiredCurrency } from "../api/amount";
import type { ApiCall } from "../api/call";
import { invalidParam } from "../api/errors";
import { mergeMetadata } from "../api/metadata";
import {
  allowOnly,
  booleanOr,
  optionalChoice,
  optionalList,
  optionalObject,
  optionalText,
} from "../api/params";
import type { IntentTerms } from "./new-intent";

/** Reads the terms of a PaymentIntent from a create request, without how it is to be paid. */
export function readTerms(call: ApiCall): Omit<IntentTerms, "payment_method"> {
  const { params } = call;
  const currency = requiredCurrency(params);
  return {
    amount: requiredAmount(params, currency),
    automatic_payment_methods: readAutomatic(call),
    capture_method:
      optionalChoice(params, "capture_method", ["automatic", "automatic_async"]) ??
      "automatic_async",
    confirmation_method:
      optionalChoice(params, "confirmation_method", ["automatic"]) ?? "automatic",
    currency,
    customer: optionalText(params, "customer"),
    description: optionalText(params, "description"),
    metadata: mergeMetadata({}, params),
    receipt_email: optionalText(params, "receipt_email"),
    setup_future_usage: optionalChoice(params, "setup_future_usage", ["on_session", "off_session"]),
    statement_descriptor: optionalText(params, "statement_descriptor"),
    statement_descriptor_suffix: optionalText(params, "statement_descriptor_suffix"),
  };
}

/** Enabled unless the request disables it or lists payment method types, as at Stripe. */
function readAutomatic(call: ApiCall): Stripe.PaymentIntent.AutomaticPaymentMethods | null {
  const types = optionalList(call.params, "payment_method_types");
  if (types?.some((type) => type !== "card")) {
    throw invalidParam("payment_method_types", "The sandbox takes only cards.");
  }
  const sent = optionalObject(call.params, "automatic_payment_methods");
  if (sent === null) return types === null ? { allow_redirects: "always", enabled: true } : null;

  allowOnly(sent, ["enabled", "allow_redirects"], "automatic_payment_methods");
  if (!booleanOr(sent, "enabled", false)) return null;
  if (types !== null) {
    throw invalidParam(
      "payment_method_types",
      "You may only specify one of these parameters: automatic_payment_methods, payment_method_types.",
    );
  }
  const redirects = optionalChoice(sent, "allow_redirects", ["always", "never"]) ?? "always";
  return { allow_redirects: redirects, enabled: true };
}
