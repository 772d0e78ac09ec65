import type { Payment } from "./intent-changes";

/** What a payment is for, in the columns of its row. */
export type Bought =
  | {
      kind: "challenge";
      tierId: string;
      market: string;
      assetClass: string;
      accountSize: number;
    }
  | { kind: "deposit"; depositLogin: number };

/** What a stored payment is for. That its columns fit its kind is a constraint of the table. */
export function boughtBy(payment: Payment): Bought {
  const { id, kind, tierId, market, assetClass, accountSize, depositLogin } = payment;
  if (kind === "deposit" && depositLogin !== null) return { kind, depositLogin };
  const named = tierId !== null && market !== null && assetClass !== null;
  if (kind === "challenge" && named && accountSize !== null) {
    return { kind, tierId, market, assetClass, accountSize };
  }
  throw new Error(`payment ${id} doesn't say what it is for`);
}
