import { env } from "@/lib/env";
import { accountMode, type GroupRecord, type TradingServer } from "./port";

type Lister = Pick<TradingServer, "listGroups">;

/** Whether wallets can be opened in a group: REAL, on sale, begins with nothing, and not a challenge's. */
const isForWallets = (group: GroupRecord, ofChallenges: ReadonlySet<string>): boolean =>
  group.mode === accountMode.real &&
  !group.archived &&
  group.defaultDepositCents === 0n &&
  !ofChallenges.has(group.name);

/**
 * The name of the group that wallets in a currency (lower case) are opened in: WALLET_GROUP where it
 * has that currency, else the first by name that is REAL, on sale, begins with nothing and isn't one
 * of the challenges'. Null where there is none, or where the trading server doesn't list its groups.
 */
export async function findWalletGroup(
  server: Lister,
  currency: string,
  ofChallenges: ReadonlySet<string>,
): Promise<string | null> {
  const groups = ((await server.listGroups()) ?? []).filter(
    (group) => group.currency === currency && isForWallets(group, ofChallenges),
  );
  const own = groups.find(({ name }) => name === env().WALLET_GROUP);
  return (own ?? groups.toSorted((a, b) => (a.name < b.name ? -1 : 1))[0])?.name ?? null;
}

/**
 * The currencies (lower case) that a customer can have a wallet in: that of WALLET_GROUP, which a sign-up
 * opens, and those for which there is a group. Null where the trading server doesn't list its groups.
 */
export async function findWalletCurrencies(
  server: Lister,
  ofChallenges: ReadonlySet<string>,
): Promise<string[] | null> {
  const groups = await server.listGroups();
  if (groups === null) return null;
  const usable = groups.filter(
    (group) => group.name === env().WALLET_GROUP || isForWallets(group, ofChallenges),
  );
  return [...new Set(usable.map(({ currency }) => currency))].toSorted();
}
