import { expect, test } from "vitest";
import { auditActions } from "@/lib/audit/schemas";
import { eventTypes } from "@/lib/webhooks/schemas";
import { tasks } from "@/lib/worker/tasks";
import { codeLabel } from "./code-labels";

const stripeEvents = [
  "payment_intent.processing",
  "payment_intent.succeeded",
  "payment_intent.payment_failed",
  "payment_intent.canceled",
  "charge.refunded",
  "charge.refund.updated",
  "refund.created",
  "refund.updated",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
];

test.each([...auditActions, ...eventTypes, ...Object.keys(tasks), ...stripeEvents])(
  "codeLabel: %s → in words",
  (code) => {
    expect(codeLabel(code)).toMatch(/^[A-Z][^._]+$/);
  },
);

test("codeLabel: a code of another release → as it is", () => {
  expect(codeLabel("radar.early_fraud_warning.created")).toBe("radar.early_fraud_warning.created");
});
