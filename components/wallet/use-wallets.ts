import { useQuery } from "@tanstack/react-query";
import { type ApiError, api } from "@/lib/client/api";
import type { TradingAccountView } from "@/lib/trading/schemas";
import { isWallet } from "./is-wallet";

interface Accounts {
  rows: TradingAccountView[];
}

/** What every query of the wallet page begins with: what is invalidated when money has moved. */
export const WALLET = "wallet";

/** The trader's wallets with their balances, read again when the trader comes back to the tab. */
export function useWallets(initial: TradingAccountView[]) {
  const { data, error } = useQuery<Accounts, ApiError>({
    queryKey: [WALLET, "accounts"],
    queryFn: () => api("GET", "/prop/accounts"),
    initialData: { rows: initial },
    staleTime: 2_000,
    gcTime: 0,
    retry: false,
    networkMode: "always",
    refetchOnWindowFocus: "always",
  });
  return { wallets: data.rows.filter(isWallet), error };
}
