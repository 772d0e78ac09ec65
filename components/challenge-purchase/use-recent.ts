import { useQuery } from "@tanstack/react-query";
import type { ChallengesView } from "@/lib/challenges/schemas";
import { type ApiError, api } from "@/lib/client/api";
import { findRecent, type Recent } from "./recent";

/** An earlier purchase of the program. The browser's Back may show an old page: asked again. */
export function useRecent(programId: number, initial: ChallengesView): Recent | null {
  const { data } = useQuery<ChallengesView, ApiError>({
    queryKey: ["recent-purchases", programId],
    queryFn: () => api("GET", "/prop/challenges?limit=20"),
    initialData: initial,
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
    gcTime: 0,
    retry: false,
    networkMode: "always",
  });
  return findRecent(data, programId);
}
