import type { TradingAccountView } from "@/lib/trading/schemas";

/** Why a wallet can't be topped up by card, as a sentence; null where it can. */
export function whyNoTopUp({ account_mode_name, enable }: TradingAccountView): string | null {
  if (account_mode_name === "DEMO") {
    return "This is a practice account. It can't be topped up or used to buy challenges.";
  }
  if (enable === 0) return "This wallet is disabled. You can't top it up or pay with it.";
  return null;
}

/** The wallet to show first: of the enabled REAL ones the one last used, else any of them, else the first. */
export function mainWallet(
  wallets: TradingAccountView[],
  lastUsed: number | null,
): TradingAccountView | null {
  const enabled = wallets.filter((wallet) => whyNoTopUp(wallet) === null);
  return enabled.find(({ login }) => login === lastUsed) ?? enabled[0] ?? wallets[0] ?? null;
}
