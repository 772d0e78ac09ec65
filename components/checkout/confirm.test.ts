import { MantineProvider } from "@mantine/core";
import type { StripeError } from "@stripe/stripe-js";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { rejectionOf } from "./confirm";
import { PayProblem } from "./pay-problem";

/** What the page says of an error. */
function textOf(error: StripeError): string {
  const problem = rejectionOf(error);
  if (problem.result !== "declined") return problem.result;
  const alert = createElement(PayProblem, { problem, followHref: "/" });
  return renderToStaticMarkup(createElement(MantineProvider, null, alert))
    .replaceAll(/<(style|svg).*?<\/\1>/g, "")
    .replaceAll("&#x27;", "'")
    .replaceAll(/<[^>]+>/g, " ");
}

it.each<[string, StripeError]>([
  [
    "generic_decline",
    { type: "card_error", code: "card_declined", decline_code: "generic_decline", message: "No." },
  ],
  [
    "insufficient_funds",
    {
      type: "card_error",
      code: "card_declined",
      decline_code: "insufficient_funds",
      message: "No.",
    },
  ],
  ["expired_card", { type: "card_error", code: "expired_card", message: "No." }],
])("rejectionOf: %s, which the form shows at its field → not repeated", (_, error) => {
  expect(rejectionOf(error)).toEqual({ result: "declined", decline: { reason: "at_field" } });
  expect(textOf(error)).toContain("You haven't been charged.");
  expect(textOf(error)).not.toContain("No.");
});

it("rejectionOf: another card error → Stripe's message for the cardholder", () => {
  const message = "An error occurred while processing your card.";
  const text = textOf({ type: "card_error", code: "processing_error", message });
  expect(text).toContain(message);
  expect(text).toContain("You haven't been charged.");
});

it("rejectionOf: failed authentication → our own sentence, without Stripe's advice", () => {
  const text = textOf({
    type: "invalid_request_error",
    code: "payment_intent_authentication_failure",
    message: "Please choose a different payment method and try again.",
  });
  expect(text).toContain("Your bank couldn't confirm that it's you.");
  expect(text).not.toContain("different payment method");
});

it("rejectionOf: a message for developers → not shown; incomplete fields → invalid", () => {
  const text = textOf({ type: "api_error", message: "Invalid API key" });
  expect(text).toContain("The payment didn't go through.");
  expect(text).not.toContain("API key");
  expect(rejectionOf({ type: "validation_error", code: "incomplete_number" }).result).toBe(
    "invalid",
  );
});
