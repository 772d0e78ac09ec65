import { hasEnded, nextBoundary, type PhaseState } from "@/lib/rules";

/** How long after a boundary the clock waits for events from before it, in milliseconds. */
export const BOUNDARY_GRACE_MS = 120_000;

/** When the clock has to look at a phase next: the grace after its next boundary; null once it has ended. */
export const dueAtOf = (state: PhaseState): Date | null =>
  hasEnded(state) ? null : new Date(nextBoundary(state) + BOUNDARY_GRACE_MS);
