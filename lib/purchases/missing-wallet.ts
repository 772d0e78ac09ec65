import { listChallengeGroups, type ProgramWithSteps } from "@/lib/catalog";
import type { Context } from "@/lib/core/context";
import {
  accountMode,
  findWalletGroup,
  type TradingAccount,
  type TradingServer,
  withTimeout,
} from "@/lib/trading";

/** A wallet that a customer lacks: its currency (lower case), and the group in which it would be opened. */
export interface MissingWallet {
  currency: string;
  /** Null if the firm has no group for wallets in this currency. */
  group: string | null;
}

/** The wallet that would pay for a program, if `wallets` has none in its currency; otherwise null. */
export async function findMissingWallet(
  ctx: Pick<Context, "db">,
  { program }: Pick<ProgramWithSteps, "program">,
  wallets: TradingAccount[],
  server: TradingServer,
): Promise<MissingWallet | null> {
  const currency = program.priceCurrency;
  if (walletIn(wallets, currency)) return null;
  const ofChallenges = await listChallengeGroups(ctx.db);
  return {
    currency,
    group: await withTimeout(() => findWalletGroup(server, currency, ofChallenges)),
  };
}

/** A customer's wallet in a currency; an enabled one if there are several. */
export const walletIn = (wallets: TradingAccount[], currency: string): TradingAccount | undefined =>
  wallets
    .filter((wallet) => wallet.mode === accountMode.real && wallet.currency === currency)
    .toSorted((a, b) => Number(b.enabled) - Number(a.enabled))[0];
