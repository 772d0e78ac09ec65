import { expect, it } from "vitest";
import type { PaymentChange } from "@/lib/payment-history/schemas";
import { happening, happenings } from "./history-words";

const told = (change: PaymentChange) => happening(change, "usd")?.title ?? null;
const status = (from: string, to: string) => told({ kind: "status", from, to });
const refund = (from: string | null, to: string) =>
  told({ kind: "refund", id: "re_1", amount_cents: 5_000, from, to });
const dispute = (from: string | null, to: string) =>
  told({ kind: "dispute", id: "du_1", amount_cents: 5_000, reason: "fraudulent", from, to });
const account = (from: string | null, to: string) =>
  told({ kind: "account", prop_account_id: "prop_1", from, to, reason: null });

it("tells of the way to the payment, and that it was paid only once", () => {
  expect(status("requires_payment_method", "processing")).toBe(
    "Your bank is processing the payment",
  );
  expect(status("processing", "succeeded")).toBe("Paid");
  expect(status("requires_payment_method", "disputed")).toBe("Paid");
  expect(status("disputed", "succeeded")).toBeNull();
  expect(status("succeeded", "refunded")).toBeNull();
  expect(status("requires_action", "canceled")).toBe("Canceled");
});

it("says why a try failed, in words", () => {
  const change = { kind: "failure", reason: "insufficient_funds" } as const;
  expect(happening(change, "usd")).toEqual({
    tone: "red",
    title: "Not paid",
    detail: "The card has insufficient funds.",
  });
});

it("says in one line that it was canceled, and why", () => {
  const changes: PaymentChange[] = [
    { kind: "failure", reason: "abandoned" },
    { kind: "status", from: "requires_payment_method", to: "canceled" },
  ];
  expect(happenings(changes, "usd")).toEqual([
    {
      tone: "grey",
      title: "Canceled",
      detail:
        "It was open for too long, or the price changed before it was paid. No money was taken.",
    },
  ]);
  expect(happenings(changes.slice(0, 1), "usd")).toMatchObject([{ title: "Not paid" }]);
});

it("tells of a refund, and of one that the bank returned", () => {
  expect(refund(null, "succeeded")).toBe("$50.00 refunded");
  expect(refund(null, "pending")).toBe("$50.00 refunded");
  expect(refund("pending", "succeeded")).toBe("$50.00 left for your card");
  expect(refund("succeeded", "failed")).toBe("A refund of $50.00 didn't arrive");
});

it("happening: a refund that was canceled or waits for the customer → says which", () => {
  expect(refund("pending", "canceled")).toBe("A refund of $50.00 was canceled");
  expect(refund("pending", "requires_action")).toBe("A refund of $50.00 waits for you");
});

it("tells of a dispute from its beginning to its end, and reopened", () => {
  expect(dispute(null, "warning_needs_response")).toBe("Your bank asked about this payment");
  expect(dispute(null, "needs_response")).toBe("$50.00 disputed");
  expect(dispute("needs_response", "under_review")).toBe("Your bank is looking at the dispute");
  expect(dispute("under_review", "won")).toBe("Dispute over: the payment stands");
  expect(dispute("won", "needs_response")).toBe("$50.00 disputed");
  expect(dispute("needs_response", "lost")).toBe("Dispute over: your bank took the money back");
});

it("tells what became of the account", () => {
  expect(account(null, "provisioning")).toBe("Account is being created");
  expect(account("provisioning", "active")).toBe("Account ready");
  expect(account("suspended", "active")).toBe("Account active again");
  expect(account("suspended", "provisioning")).toBeNull();
  expect(account("active", "closed")).toBe("Account closed");
});

it("tells what went into a wallet and what was taken out", () => {
  const moved = (amount_cents: number) =>
    told({ kind: "wallet", login: 100_001, order: 500_100, amount_cents });
  expect(moved(5_000)).toBe("$50.00 credited to wallet 100001");
  expect(moved(-5_000)).toBe("$50.00 taken out of wallet 100001");
});
