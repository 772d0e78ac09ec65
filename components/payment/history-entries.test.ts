import { expect, it } from "vitest";
import type { PaymentChange } from "@/lib/payment-history/schemas";
import { describeChange, describeChanges } from "./history-entries";

const titleOf = (change: PaymentChange) => describeChange(change, "usd")?.title ?? null;
const status = (from: string, to: string) => titleOf({ kind: "status", from, to });
const refund = (from: string | null, to: string) =>
  titleOf({ kind: "refund", id: "re_1", amount_cents: 5_000, from, to });
const dispute = (from: string | null, to: string) =>
  titleOf({ kind: "dispute", id: "du_1", amount_cents: 5_000, reason: "fraudulent", from, to });
const account = (from: string | null, to: string) =>
  titleOf({ kind: "account", prop_account_id: "prop_1", from, to, reason: null });

it("describeChange: the statuses up to paid → each has its entry, and Paid comes once", () => {
  expect(status("requires_payment_method", "processing")).toBe(
    "Your bank is processing the payment",
  );
  expect(status("processing", "succeeded")).toBe("Paid");
  expect(status("requires_payment_method", "disputed")).toBe("Paid");
  expect(status("disputed", "succeeded")).toBeNull();
  expect(status("succeeded", "refunded")).toBeNull();
  expect(status("requires_action", "canceled")).toBe("Canceled");
});

it("describeChange: a failure → Payment failed, with the reason", () => {
  const change = { kind: "failure", reason: "insufficient_funds" } as const;
  expect(describeChange(change, "usd")).toEqual({
    tone: "red",
    title: "Payment failed",
    detail: "The card has insufficient funds.",
  });
});

it("describeChanges: failed and canceled together → one entry with the reason", () => {
  const changes: PaymentChange[] = [
    { kind: "failure", reason: "abandoned" },
    { kind: "status", from: "requires_payment_method", to: "canceled" },
  ];
  expect(describeChanges(changes, "usd")).toEqual([
    {
      tone: "grey",
      title: "Canceled",
      detail: "The checkout expired or the price changed before payment. You haven't been charged.",
    },
  ]);
  expect(describeChanges(changes.slice(0, 1), "usd")).toMatchObject([{ title: "Payment failed" }]);
});

it("describeChange: a refund, and one that the bank returned → an entry each", () => {
  expect(refund(null, "succeeded")).toBe("$50.00 refunded");
  expect(refund(null, "pending")).toBe("$50.00 refunded");
  expect(refund("pending", "succeeded")).toBe("$50.00 refund sent to your card");
  expect(refund("succeeded", "failed")).toBe("Refund of $50.00 failed");
});

it("describeChange: a refund that was canceled, or waits for the customer → says which", () => {
  expect(refund("pending", "canceled")).toBe("Refund of $50.00 canceled");
  expect(refund("pending", "requires_action")).toBe("Refund of $50.00 needs your details");
});

it("describeChange: a dispute opened, under review, won, reopened and lost → an entry each", () => {
  expect(dispute(null, "warning_needs_response")).toBe("Your bank opened an inquiry");
  expect(dispute(null, "needs_response")).toBe("$50.00 disputed");
  expect(dispute("needs_response", "under_review")).toBe("Your bank is reviewing the dispute");
  expect(dispute("under_review", "won")).toBe("Dispute won: the payment stands");
  expect(dispute("won", "needs_response")).toBe("$50.00 disputed");
  expect(dispute("needs_response", "lost")).toBe("Dispute lost: the bank reversed the payment");
});

it("describeChange: the account created, active, suspended and closed → an entry each", () => {
  expect(account(null, "provisioning")).toBe("Account setup started");
  expect(account("provisioning", "active")).toBe("Account ready");
  expect(account("suspended", "active")).toBe("Account active again");
  expect(account("suspended", "provisioning")).toBeNull();
  expect(account("active", "closed")).toBe("Account closed");
});

it("describeChange: a wallet credited or debited → the amount and the login", () => {
  const moved = (amount_cents: number) =>
    titleOf({ kind: "wallet", login: 100_001, order: 500_100, amount_cents });
  expect(moved(5_000)).toBe("$50.00 added to wallet 100001");
  expect(moved(-5_000)).toBe("$50.00 removed from wallet 100001");
});

it("describeChange: a program wasn't bought → what was done then; a refund may fail later", () => {
  const detailOf = (code: string) => describeChange({ kind: "rejection", code }, "usd")?.detail;
  expect(detailOf("PROGRAM_DISABLED")).toMatch(/We requested a refund of the payment in full\.$/);
  expect(detailOf("REFUNDED")).not.toContain("requested");
});
