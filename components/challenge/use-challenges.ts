import { useCursorPages } from "@/components/ui/use-cursor-pages";
import type { ChallengesView } from "@/lib/challenges/schemas";
import { entriesOf, pollingInterval } from "./entries";
import { CHALLENGES_PAGE } from "./page-size";

/** The trader's purchases and challenges; watched while one of them is about to change. */
export function useChallenges(initial: ChallengesView) {
  const { pages, ...list } = useCursorPages({
    queryKey: ["challenges"],
    path: "/prop/challenges",
    limit: CHALLENGES_PAGE,
    initial,
    interval: pollingInterval,
  });
  return { entries: entriesOf(pages), ...list };
}
