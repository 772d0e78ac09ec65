import { marketName } from "@/components/store/market";

/** `25K challenge, Crypto`. A tier that has left the catalog is named by its id. */
export const itemName = (
  bought: { tier_id: string; market: string },
  tierName: string | undefined,
) =>
  `${tierName ?? bought.tier_id.replace(/^tier_/, "").toUpperCase()} challenge, ${marketName(bought.market)}`;
