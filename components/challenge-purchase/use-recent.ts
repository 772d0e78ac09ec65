import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ChallengesView } from "@/lib/challenges/schemas";
import { type ApiError, api } from "@/lib/client/api";
import { findRecent } from "./recent";

/**
 * An earlier purchase of the program that its buyer hasn't been told of. The browser's Back may show an
 * old page, and another tab or device may have bought in the meantime: asked again when the page comes to the
 * front, and by `look` just before a purchase.
 */
export function useRecent(programId: number, initial: ChallengesView) {
  const [known, setKnown] = useState(0);
  const { data, refetch } = useQuery<ChallengesView, ApiError>({
    queryKey: ["recent-purchases", programId],
    queryFn: () => api("GET", "/prop/challenges?limit=20"),
    initialData: initial,
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
    gcTime: 0,
    retry: false,
    networkMode: "always",
  });
  const recent = findRecent(data, { programId, known });
  return {
    recent,
    /** The buyer has read of it: from now on only a newer one counts. */
    acknowledge: () => setKnown(recent?.purchaseId ?? known),
    /** Whether there is one now. False too where the server can't be reached: the purchase says so. */
    look: async (): Promise<boolean> => {
      const { data: now } = await refetch();
      return now !== undefined && findRecent(now, { programId, known }) !== null;
    },
  };
}
