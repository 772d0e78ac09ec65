import { createContext, useContext } from "react";
import { itemName } from "@/components/checkout/item-name";

const Names = createContext<Record<string, string>>({});

/** Hands the tiers' names to everything in the dashboard. */
export const TierNames = Names.Provider;

/** `25K challenge, Crypto` for what was bought. */
export function useItemName(bought: { tier_id: string; market: string }): string {
  return itemName(bought, useContext(Names)[bought.tier_id]);
}
