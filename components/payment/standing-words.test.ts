import { expect, it } from "vitest";
import { deposit, payment } from "@/lib/openapi/examples/card";
import { type PaymentView, paymentStatuses, paymentView } from "@/lib/payments/schemas";
import { describeStatus } from "../ui/status-words";
import { badgeOf } from "./badge-of";
import { standingWords } from "./standing-words";

const asIs: Record<PaymentView["kind"], PaymentView> = { challenge: payment, deposit };
const of = (kind: PaymentView["kind"], change: Partial<PaymentView>) =>
  paymentView.parse({ ...asIs[kind], ...change });
const badge = (view: PaymentView, declined = false) => {
  const { status, label } = badgeOf(view, declined);
  return { word: label ?? describeStatus(status).word, tone: describeStatus(status).tone };
};

it.each(paymentStatuses.filter((status) => status !== "succeeded"))(
  "%s says in a sentence what it means, for a challenge and a deposit",
  (status) => {
    for (const kind of ["challenge", "deposit"] as const) {
      const said = standingWords(of(kind, { status }), false) ?? "";
      expect(said.length).toBeGreaterThan(25);
      expect(said).not.toMatch(/error|undefined|null/i);
    }
  },
);

it("says nothing where all is done, and that a deposit is still being credited", () => {
  expect(standingWords(payment, false)).toBeNull();
  expect(standingWords(deposit, false)).toBeNull();
  expect(standingWords(of("deposit", { credited_order: null }), false)).toContain("being added");
});

it("a lost dispute isn't shown as one that goes on", () => {
  const open = of("challenge", { status: "disputed", dispute: "open" });
  const lost = of("challenge", { status: "disputed", dispute: "lost" });
  expect(badge(open)).toEqual({ word: "Disputed", tone: "red" });
  expect(badge(lost)).toEqual({ word: "Dispute lost", tone: "grey" });
  expect(standingWords(open, false)).toContain("Until it decides");
  expect(standingWords(lost, false)).toContain("closed");
  expect(standingWords(of("deposit", { status: "disputed", dispute: "lost" }), false)).toContain(
    "wallet",
  );
});

it("a declined card says why, and that no money was taken", () => {
  const declined = of("challenge", {
    status: "requires_payment_method",
    failure_reason: "insufficient_funds",
  });
  expect(badge(declined, true)).toEqual({ word: "Declined", tone: "red" });
  expect(standingWords(declined, true)).toBe(
    "The card has insufficient funds. No money was taken. You can try again, also with another card.",
  );
});
