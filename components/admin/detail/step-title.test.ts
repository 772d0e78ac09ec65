import { expect, it, test } from "vitest";
import { auditActions } from "@/lib/audit/schemas";
import type { DetailStep } from "@/lib/console/schemas";
import type { PaymentChange } from "@/lib/payment-history/schemas";
import { stepTitle } from "./step-title";

const titleOf = (what: DetailStep["what"], source = "Stripe event") =>
  stepTitle({ what, code: "charge.dispute.created", source });
const changed = (...changes: PaymentChange[]) =>
  titleOf({ kind: "changes", changes, currency: "usd" });

it("stepTitle: changes of a payment → the sentences of the customer's timeline, about the customer", () => {
  expect(changed({ kind: "status", from: "requires_action", to: "succeeded" })).toBe("Paid");
  expect(changed({ kind: "status", from: "requires_payment_method", to: "requires_action" })).toBe(
    "The bank asked the customer to approve the payment",
  );
  expect(
    changed(
      { kind: "refund", id: "re_1", amount_cents: 5_000, from: null, to: "pending" },
      { kind: "status", from: "succeeded", to: "partially_refunded" },
    ),
  ).toBe("$50.00 refunded");
});

it("stepTitle: several changes at one time → all of them", () => {
  const account = { kind: "account", prop_account_id: "prop_1", reason: null } as const;
  expect(
    changed(
      { kind: "status", from: "processing", to: "succeeded" },
      { ...account, from: null, to: "provisioning" },
    ),
  ).toBe("Paid. Account setup started");
});

it("stepTitle: an account's setup failed or was restarted → said, although the customer reads of a delay", () => {
  const account = { kind: "account", prop_account_id: "prop_1", reason: null } as const;
  expect(changed({ ...account, from: "provisioning", to: "provisioning_failed" })).toBe(
    "Account setup failed",
  );
  expect(changed({ ...account, from: "provisioning_failed", to: "provisioning" })).toBe(
    "Account setup restarted",
  );
});

it("stepTitle: nothing changed → says so, and where it came from", () => {
  expect(changed()).toBe("Stripe event: nothing changed");
});

it("stepTitle: an operation → the name of its comment; an unknown comment → of its reason", () => {
  const operation = { kind: "operation", reason: "TR_REASON_PROP", amount: -49_900 } as const;
  expect(titleOf({ ...operation, comment: "PROP_CHALLENGE_PURCHASE" })).toBe("Challenge fee");
  expect(titleOf({ ...operation, comment: "another" })).toBe("Challenge debit");
});

test.each(auditActions)("stepTitle: %s → in words", (action) => {
  expect(titleOf({ kind: "action", action })).toMatch(/^[A-Z][^._]+$/);
});

it("stepTitle: an action of another release → its name", () => {
  expect(titleOf({ kind: "action", action: "account.merge" })).toBe("account.merge");
});

it("stepTitle: a webhook → its event in words", () => {
  const what = { kind: "webhook", event: "payment.succeeded" } as const;
  expect(stepTitle({ what, code: "payment.succeeded", source: "" })).toBe(
    "Webhook: Payment succeeded",
  );
});
