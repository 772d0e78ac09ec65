import type { ChallengesView } from "@/lib/challenges/schemas";

const RECENT_SECONDS = 3600;

/** An earlier purchase of the same program that its buyer should know of before buying again. */
export type Recent =
  | { kind: "bought"; challengeId: number; at: number }
  | { kind: "unfinished"; at: number };

/** The program's purchase that is still under way, or the one bought within the hour; or null. */
export function findRecent(
  { purchases, challenges }: ChallengesView,
  programId: number,
  now: Date = new Date(),
): Recent | null {
  const same = purchases.filter(({ program_id }) => program_id === programId);
  const open = same.find(({ next_action }) =>
    ["WAIT_ACTIVATION", "WAIT_REFUND"].includes(next_action),
  );
  if (open) return { kind: "unfinished", at: open.created_time };
  const challenge = challenges.find(
    ({ program_id, created_time }) =>
      program_id === programId && now.getTime() / 1000 - created_time < RECENT_SECONDS,
  );
  return challenge
    ? { kind: "bought", challengeId: challenge.id, at: challenge.created_time }
    : null;
}
