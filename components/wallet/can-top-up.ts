import type { TradingAccountView } from "@/lib/trading/schemas";

/** Why a wallet can't be topped up by card, as a sentence; null where it can. */
export function whyNoTopUp({ account_mode_name, enable }: TradingAccountView): string | null {
  if (account_mode_name === "DEMO") {
    return "A practice account holds practice money: it can't be topped up, and can't pay for challenges.";
  }
  if (enable === 0) return "This wallet is disabled. It can't be topped up, and can't pay for now.";
  return null;
}

/** The wallet that a trader most likely means: an enabled REAL one, else the first. */
export const mainWallet = (wallets: TradingAccountView[]): TradingAccountView | null =>
  wallets.find((wallet) => whyNoTopUp(wallet) === null) ?? wallets[0] ?? null;
