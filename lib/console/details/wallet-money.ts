import { formatMoney } from "@/lib/money";
import type { DepositUse, FeeSource } from "@/lib/wallet-holds";
import type { Fact } from "../schemas";
import { idFact, money, text } from "./detail";

const AWAY = "The trading server doesn't answer, or has too many operations of this wallet.";

/** Which deposits paid for a fee, and with how much. */
export function sourceFacts(sources: FeeSource[] | null, currency: string): Fact[] {
  if (!sources) return [text("Paid from", AWAY)];
  return sources.map(({ paymentId, order, cents }, i) => {
    const label = `${i + 1}. ${formatMoney(cents, currency)} from`;
    return paymentId === null
      ? text(label, `the firm's credit, order ${order}`)
      : idFact(label, paymentId);
  });
}

/** What a deposit was spent on, and with how much. */
export function spendingFacts(use: DepositUse | null, currency: string): Fact[] {
  if (!use) return [text("Spent on", AWAY)];
  return [
    ...use.spent.map(({ order, cents, unpaidCents, purchaseId }, i): Fact => {
      const short =
        unpaidCents > 0n ? `, ${formatMoney(unpaidCents, currency)} of it taken back since` : "";
      const label = `${i + 1}. ${formatMoney(cents, currency)} on ${purchaseId === null ? "order" : "purchase"}${short}`;
      return purchaseId === null
        ? text(label, order)
        : { label, value: String(purchaseId), kind: "subject", action: "purchase.paid" };
    }),
    money("Not spent", use.unspentCents, currency),
  ];
}

/** What a refund of a deposit means for what it was spent on; null where nothing was. */
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
  return `${formatMoney(total, currency)} of this deposit is spent: ${on.join(", ")}. What the wallet can't give back becomes its debt, and the running challenges among these are suspended until it is repaid, as many as it takes for their fees to cover it. To end one instead, roll its purchase back: its fee repays the debt.`;
}
