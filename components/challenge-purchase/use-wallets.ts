import { useQuery } from "@tanstack/react-query";
import type { PayerAccountView } from "@/lib/challenges/schemas";
import { type ApiError, api } from "@/lib/client/api";

interface Rows {
  rows: PayerAccountView[];
}

/** The customer's wallets and whether each can pay; looked at again when the tab is. */
export function useWallets(programId: number, initial: PayerAccountView[]) {
  const query = useQuery<Rows, ApiError>({
    queryKey: ["payer-accounts", programId],
    queryFn: () => api("GET", `/prop/programs/${programId}/payer-accounts`),
    initialData: { rows: initial },
    // Coming back from a top-up, the page of before may be the browser's own.
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
    gcTime: 0,
    retry: false,
    networkMode: "always",
  });
  return { wallets: query.data.rows, refetch: query.refetch };
}
