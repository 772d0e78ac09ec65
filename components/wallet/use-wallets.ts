import { useQuery } from "@tanstack/react-query";
import { type ApiError, api } from "@/components/client/api";
import { liveQuery } from "@/components/client/live-query";
import type { TradingAccountView } from "@/lib/trading/schemas";
import { isWallet } from "./is-wallet";

interface Accounts {
  rows: TradingAccountView[];
}

/** The key that every query of the wallet page begins with, so that all are invalidated when money has moved. */
export const WALLET = "wallet";

/** The trader's wallets with their balances, fetched again when the tab is shown, and every `interval` milliseconds. */
export function useWallets(initial: TradingAccountView[], interval: number | false) {
  const { data, error } = useQuery<Accounts, ApiError>({
    queryKey: [WALLET, "accounts"],
    queryFn: () => api("GET", "/prop/accounts"),
    initialData: { rows: initial },
    staleTime: 2_000,
    refetchOnWindowFocus: "always",
    ...liveQuery,
    refetchInterval: interval,
  });
  return { wallets: data.rows.filter(isWallet), error };
}
