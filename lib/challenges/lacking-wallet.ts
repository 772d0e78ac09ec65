import { challengeGroups, type ProgramWithSteps } from "@/lib/catalog";
import type { Context } from "@/lib/context";
import {
  accountMode,
  findWalletGroup,
  inTime,
  type TradingAccount,
  type TradingServer,
} from "@/lib/trading";

/** A wallet that a customer has none of: its currency (lower case), and the group it would be opened in. */
export interface LackingWallet {
  currency: string;
  /** Null where the firm has no group for wallets in this currency. */
  group: string | null;
}

/** The wallet that would pay for a program and that is not among the given ones; null where it is. */
export async function lackingWallet(
  ctx: Pick<Context, "db">,
  { program }: Pick<ProgramWithSteps, "program">,
  wallets: TradingAccount[],
  server: TradingServer,
): Promise<LackingWallet | null> {
  const currency = program.priceCurrency;
  if (walletIn(wallets, currency)) return null;
  const ofChallenges = await challengeGroups(ctx.db);
  return { currency, group: await inTime(() => findWalletGroup(server, currency, ofChallenges)) };
}

/** A customer's wallet in a currency: of several one that is enabled. */
export const walletIn = (wallets: TradingAccount[], currency: string): TradingAccount | undefined =>
  wallets
    .filter((wallet) => wallet.mode === accountMode.real && wallet.currency === currency)
    .toSorted((a, b) => Number(b.enabled) - Number(a.enabled))[0];
