import { z } from "zod";

// Apart from the schemas, which bring the judge: the pages of the console are lists of these.

/** The venues whose accounts can be reported. */
export const reportedVenues = ["embedded", "vanta"] as const;

/** The ID of a source of trading events, which operators choose. */
export const sourceId = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, "must be lowercase letters, digits, dots and dashes");

export const evaluationStates = [
  "active",
  "paused",
  "held",
  "passed",
  "breached",
  "expired",
  "cancelled",
] as const;
export type EvaluationState = (typeof evaluationStates)[number];

export const verdictKinds = [
  "warned",
  "paused",
  "resumed",
  "breached",
  "target_reached",
  "passed",
  "expired",
  "review",
  "day_counted",
] as const;

/** Whether a verdict counts: only the ending that is final, or upheld, has ended anything. */
export const verdictStandings = [
  "final",
  "provisional",
  "disputed",
  "upheld",
  "overturned",
] as const;

export const commandStates = [
  "pending",
  "accepted",
  "done",
  "failed",
  "unsupported",
  "superseded",
] as const;
