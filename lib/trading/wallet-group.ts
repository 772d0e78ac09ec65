import { env } from "@/lib/env";
import { accountMode, type GroupRecord, type TradingServer } from "./port";

/**
 * The name of the group that wallets in a currency (lower case) are opened in: WALLET_GROUP where it
 * has that currency, else the first by name that is REAL, on sale, begins with nothing and isn't one
 * of the challenges'. Null where there is none, or where the trading server doesn't list its groups.
 */
export async function findWalletGroup(
  server: Pick<TradingServer, "listGroups">,
  currency: string,
  ofChallenges: ReadonlySet<string>,
): Promise<string | null> {
  const fits = (group: GroupRecord) =>
    group.mode === accountMode.real &&
    group.currency === currency &&
    !group.archived &&
    group.defaultDepositCents === 0n &&
    !ofChallenges.has(group.name);
  const groups = ((await server.listGroups()) ?? []).filter(fits);
  const own = groups.find(({ name }) => name === env().WALLET_GROUP);
  return (own ?? groups.toSorted((a, b) => (a.name < b.name ? -1 : 1))[0])?.name ?? null;
}
