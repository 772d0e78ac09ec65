import { useCursorPages } from "@/components/ui/use-cursor-pages";
import type { ChallengesView } from "@/lib/challenges/schemas";
import { entriesOf, pollingInterval } from "./entries";

/** How many purchases a page of the list has. */
export const CHALLENGES_PAGE = 12;

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
