import { marketName } from "@/components/store/market";

/**
 * `25K challenge, Crypto`: the tier's name when it was bought; today's on what is older than that is
 * kept. One that has left the catalog since is named by its id.
 */
export const itemName = (
  bought: { tier_id: string; market: string; tier_terms?: { name: string } | null },
  tierName: string | undefined,
) =>
  `${bought.tier_terms?.name ?? tierName ?? bought.tier_id.replace(/^tier_/, "").toUpperCase()} challenge, ${marketName(bought.market)}`;
