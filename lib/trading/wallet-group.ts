import { env } from "@/lib/core/env";
import { accountMode, type GroupRecord, type TradingServer } from "./port";

type Lister = Pick<TradingServer, "listGroups">;

/** Whether wallets can be opened in a group: REAL, on sale, without an initial balance, and not for challenges. */
const isForWallets = (group: GroupRecord, ofChallenges: ReadonlySet<string>): boolean =>
  group.mode === accountMode.real &&
  !group.archived &&
  group.defaultDepositCents === 0n &&
  !ofChallenges.has(group.name);

/**
 * The name of the group that wallets in a currency (lower case) are opened in: WALLET_GROUP if it has that
 * currency, otherwise the first by name that is REAL, on sale, without an initial balance and not for
 * challenges. Null if there is none, or if the trading server doesn't list its groups.
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
 * The currencies (lower case) that a customer can have a wallet in: that of WALLET_GROUP, in which every sign-up
 * opens one, and those that have a group. Null if the trading server doesn't list its groups.
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
