import type { Payment } from "./intent-changes";

/** The item that a payment is for. */
export type PaidItem =
  | {
      kind: "challenge";
      tierId: string;
      market: string;
      assetClass: string;
      accountSize: number;
    }
  | { kind: "deposit"; depositLogin: number };

/** The item of a stored payment. A constraint of the table ensures that its columns fit its kind. */
export function paidItemOf(payment: Payment): PaidItem {
  const { id, kind, tierId, market, assetClass, accountSize, depositLogin } = payment;
  if (kind === "deposit" && depositLogin !== null) return { kind, depositLogin };
  const named = tierId !== null && market !== null && assetClass !== null;
  if (kind === "challenge" && named && accountSize !== null) {
    return { kind, tierId, market, assetClass, accountSize };
  }
  throw new Error(`payment ${id} has no item`);
}
