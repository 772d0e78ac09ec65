import { useQuery } from "@tanstack/react-query";
import type { ChallengesView, PurchaseView } from "@/lib/challenges/schemas";
import { type ApiError, api } from "@/lib/client/api";

const POLL_MS = 3_000;

/** A purchase that failed, watched until its money is back. */
export function useFailedPurchase(initial: PurchaseView): PurchaseView {
  const { data } = useQuery<PurchaseView, ApiError>({
    queryKey: ["failed-purchase", initial.id],
    queryFn: async () => {
      const { purchases } = await api<ChallengesView>("GET", "/prop/challenges");
      return purchases.find(({ id }) => id === initial.id) ?? initial;
    },
    initialData: initial,
    refetchInterval: ({ state }) => state.data?.next_action === "WAIT_REFUND" && POLL_MS,
    gcTime: 0,
    retry: false,
    networkMode: "always",
  });
  return data;
}
