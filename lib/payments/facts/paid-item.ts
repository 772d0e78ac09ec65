import { type BoughtProgram, boughtProgramSchema } from "@/lib/catalog/schemas";
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
  | { kind: "deposit"; depositLogin: number }
  | { kind: "program"; programId: number; programTerms: BoughtProgram };

/** The item of a stored payment. A constraint of the table ensures that its columns fit its kind. */
export function paidItemOf(payment: Payment): PaidItem {
  const { id, kind, tierId, market, assetClass, accountSize, depositLogin } = payment;
  if (kind === "deposit" && depositLogin !== null) return { kind, depositLogin };
  const named = tierId !== null && market !== null && assetClass !== null;
  if (kind === "challenge" && named && accountSize !== null) {
    return { kind, tierId, market, assetClass, accountSize };
  }
  if (kind === "program" && payment.programId !== null) {
    const programTerms = boughtProgramSchema.parse(payment.programTerms);
    return { kind, programId: payment.programId, programTerms };
  }
  throw new Error(`payment ${id} has no item`);
}
