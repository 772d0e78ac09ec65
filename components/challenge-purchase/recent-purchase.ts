import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ChallengesView } from "@/lib/challenges/schemas";
import { findRecentPurchase } from "./find-recent-purchase";
import { newestPurchasesQuery } from "./queries";

/**
 * An earlier purchase of the program that its buyer hasn't acknowledged. The browser's Back may show an old
 * page, and another tab or device may have bought since: it is read again when the page's tab is shown, and
 * by `refetch` right before a purchase.
 */
export function useRecentPurchase(
  programId: number,
  initial: ChallengesView,
  { fromWalletOnly = false } = {},
) {
  const [acknowledgedId, setAcknowledgedId] = useState(0);
  const query = useQuery(newestPurchasesQuery(programId, initial));
  const recent = findRecentPurchase(query.data, { programId, acknowledgedId, fromWalletOnly });
  return {
    recent,
    /** The buyer has read of it: from now on only a newer one counts. */
    acknowledge: () => setAcknowledgedId(recent?.purchaseId ?? acknowledgedId),
    /** Whether there is one now. False too where the server is unreachable: the purchase shows that. */
    refetch: async (): Promise<boolean> => {
      const { data } = await query.refetch();
      const options = { programId, acknowledgedId, fromWalletOnly };
      return data !== undefined && findRecentPurchase(data, options) !== null;
    },
  };
}
