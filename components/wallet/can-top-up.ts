import type { TradingAccountView } from "@/lib/trading/schemas";

/** Why a wallet can't be topped up by card, as a sentence; null where it can. */
export function whyNoTopUp({ account_mode_name, enable }: TradingAccountView): string | null {
  if (account_mode_name === "DEMO") {
    return "This is a practice account. It can't be topped up or used to buy challenges.";
  }
  if (enable === 0) return "This wallet is disabled. You can't top it up or pay with it.";
  return null;
}

/** The wallet to show first: an enabled REAL one, else the first. */
export const mainWallet = (wallets: TradingAccountView[]): TradingAccountView | null =>
  wallets.find((wallet) => whyNoTopUp(wallet) === null) ?? wallets[0] ?? null;
