import { useQuery } from "@tanstack/react-query";
import type { PayerAccountsView } from "@/lib/challenges/schemas";
import { type ApiError, api } from "@/lib/client/api";

/** The customer's wallets and whether each can pay; looked at again when the tab is. */
export function useWallets(programId: number, initial: PayerAccountsView) {
  const query = useQuery<PayerAccountsView, ApiError>({
    queryKey: ["payer-accounts", programId],
    queryFn: () => api("GET", `/prop/programs/${programId}/payer-accounts`),
    initialData: initial,
    // Coming back from a top-up, the page of before may be the browser's own.
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
    gcTime: 0,
    retry: false,
    networkMode: "always",
  });
  const { rows, openable_currency } = query.data;
  return { wallets: rows, openable: openable_currency, refetch: query.refetch };
}
