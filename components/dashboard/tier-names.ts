import { createContext, useContext } from "react";
import { itemName, paymentName } from "@/components/checkout/item-name";
import type { PaymentView } from "@/lib/payments/schemas";

const TierNamesContext = createContext<Record<string, string>>({});

/** Provides the names of the tiers, by id, to the dashboard. */
export const TierNames = TierNamesContext.Provider;

/** The name of a purchase: `25K challenge, Crypto`. */
export function useItemName(item: Parameters<typeof itemName>[0]): string {
  return itemName(item, useContext(TierNamesContext)[item.tier_id]);
}

/** The subject of a payment. */
export function usePaymentName(payment: PaymentView): string {
  const names = useContext(TierNamesContext);
  return paymentName(payment, names[payment.tier_id ?? ""]);
}
