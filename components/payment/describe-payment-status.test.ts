import { expect, it } from "vitest";
import { deposit, payment, programPayment } from "@/lib/payments/examples";
import { type PaymentView, paymentStatuses, paymentView } from "@/lib/payments/schemas";
import { describeStatus } from "../ui/status-labels";
import { badgeOf } from "./badge-of";
import { describePaymentStatus } from "./describe-payment-status";

const examples: Record<PaymentView["kind"], PaymentView> = {
  challenge: payment,
  deposit,
  program: programPayment,
};
const paymentWith = (kind: PaymentView["kind"], change: Partial<PaymentView>) =>
  paymentView.parse({ ...examples[kind], ...change });
const badge = (view: PaymentView, declined = false) => {
  const { status, label } = badgeOf(view, declined);
  return { label: label ?? describeStatus(status).label, tone: describeStatus(status).tone };
};

it.each(paymentStatuses.filter((status) => status !== "succeeded"))(
  "describePaymentStatus: %s → a sentence, for a challenge, a deposit and a program",
  (status) => {
    for (const kind of ["challenge", "deposit", "program"] as const) {
      const text = describePaymentStatus(paymentWith(kind, { status }), false) ?? "";
      expect(text.length).toBeGreaterThan(25);
      expect(text).not.toMatch(/error|undefined|null/i);
    }
  },
);

it("describePaymentStatus: complete → null; a deposit that isn't credited yet → says so", () => {
  expect(describePaymentStatus(payment, false)).toBeNull();
  expect(describePaymentStatus(deposit, false)).toBeNull();
  expect(describePaymentStatus(paymentWith("deposit", { credited_order: null }), false)).toContain(
    "will be in your wallet",
  );
});

it("describePaymentStatus and badgeOf: a lost dispute → not shown as an open one", () => {
  const open = paymentWith("challenge", { status: "disputed", dispute: "open" });
  const lost = paymentWith("challenge", { status: "disputed", dispute: "lost" });
  expect(badge(open)).toEqual({ label: "Disputed", tone: "red" });
  expect(badge(lost)).toEqual({ label: "Dispute lost", tone: "grey" });
  expect(describePaymentStatus(open, false)).toContain("until the bank decides");
  expect(describePaymentStatus(lost, false)).toContain("closed");
  expect(
    describePaymentStatus(paymentWith("deposit", { status: "disputed", dispute: "lost" }), false),
  ).toContain("wallet");
});

it("describePaymentStatus: a declined card → the reason, and that the customer wasn't charged", () => {
  const declined = paymentWith("challenge", {
    status: "requires_payment_method",
    failure_reason: "insufficient_funds",
  });
  expect(badge(declined, true)).toEqual({ label: "Declined", tone: "red" });
  expect(describePaymentStatus(declined, true)).toBe(
    "The card has insufficient funds. You haven't been charged. Try again or use another card.",
  );
});
