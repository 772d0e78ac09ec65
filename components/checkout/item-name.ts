import { marketName } from "@/lib/core/format";

/**
 * `25K challenge, Crypto`. The name is that of the tier when it was bought; older payments don't have it and
 * get today's name, or the tier's id if it has left the catalog.
 */
export const itemName = (
  bought: { tier_id: string; market: string; tier_terms?: { name: string } | null },
  tierName: string | undefined,
) =>
  `${bought.tier_terms?.name ?? tierName ?? bought.tier_id.replace(/^tier_/, "").toUpperCase()} challenge, ${marketName(bought.market)}`;

/** `Wallet top-up · 100001`. */
export const topUpName = (login: number) => `Wallet top-up · ${login}`;
