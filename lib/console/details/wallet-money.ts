import { formatMoney } from "@/lib/core/money";
import type { DepositUse, FeeSource } from "@/lib/wallet-holds";
import type { Fact } from "../schemas";
import { idFact, money, text } from "./detail";

const UNAVAILABLE =
  "The trading server isn't responding, or this wallet has too many transactions to trace.";

/** Which deposits paid a fee, and how much each paid. */
export function sourceFacts(sources: FeeSource[] | null, currency: string): Fact[] {
  if (!sources) return [text("Paid from", UNAVAILABLE)];
  return sources.map(({ paymentId, order, cents }, i) => {
    const label = `${i + 1}. ${formatMoney(cents, currency)} from`;
    return paymentId === null
      ? text(label, `company credit, order ${order}`)
      : idFact(label, paymentId);
  });
}

/** What a deposit was spent on, and how much of it. */
export function spendingFacts(use: DepositUse | null, currency: string): Fact[] {
  if (!use) return [text("Spent on", UNAVAILABLE)];
  return [
    ...use.spent.map(({ order, cents, unpaidCents, purchaseId }, i): Fact => {
      const short =
        unpaidCents > 0n ? `, ${formatMoney(unpaidCents, currency)} of it returned since` : "";
      const label = `${i + 1}. ${formatMoney(cents, currency)} on ${purchaseId === null ? "order" : "purchase"}${short}`;
      return purchaseId === null
        ? text(label, order)
        : { label, value: String(purchaseId), kind: "subject", action: "purchase.paid" };
    }),
    money("Unspent", use.unspentCents, currency),
  ];
}

/** What a refund of a deposit would mean for the purchases that it paid; null if it paid none. */
export function refundNote(use: DepositUse | null, currency: string): string | null {
  const spent = use?.spent ?? [];
  if (spent.length === 0) return null;
  const total = spent.reduce((sum, { cents }) => sum + cents, 0n);
  const on = spent.map(({ order, cents, purchaseId, challengeId }) => {
    const what = challengeId
      ? `challenge ${challengeId}`
      : purchaseId
        ? `purchase ${purchaseId}`
        : `order ${order}`;
    return `${formatMoney(cents, currency)} on ${what}`;
  });
  return `${formatMoney(total, currency)} of this top-up has been spent: ${on.join(", ")}. If the wallet can't cover the refund, it owes the rest as debt. Running challenges in this list are then suspended until the debt is repaid, as many as it takes for their fees to cover it. To end a challenge instead, cancel its purchase: its fee repays the debt.`;
}
