import { createContext, useContext } from "react";
import { itemName } from "@/components/checkout/item-name";
import type { PaymentView } from "@/lib/payments/schemas";

const Names = createContext<Record<string, string>>({});

/** Hands the tiers' names to everything in the dashboard. */
export const TierNames = Names.Provider;

/** `25K challenge, Crypto` for what was bought. */
export function useItemName(bought: Parameters<typeof itemName>[0]): string {
  return itemName(bought, useContext(Names)[bought.tier_id]);
}

/** What a payment is for: `25K challenge, Crypto`, or `Deposit to wallet 100001`. */
export function usePaymentName(payment: PaymentView): string {
  const names = useContext(Names);
  if (payment.kind === "deposit") return `Deposit to wallet ${payment.login}`;
  return itemName(payment, names[payment.tier_id]);
}
