import type { evaluations } from "@/db/schema";
import type { PhaseState, Verdict } from "@/lib/rules";
import type { EventBody } from "./event-schemas";
import type { RulingBody } from "./rulings/ruling-body";

/** An evaluation as it is locked, with its account. */
export interface EvaluationRow
  extends Pick<
    typeof evaluations.$inferSelect,
    | "id"
    | "challengeId"
    | "phaseIndex"
    | "venueAccountId"
    | "initialCents"
    | "openedAt"
    | "state"
    | "monitored"
    | "sourceId"
    | "nextSeq"
    | "clockAt"
    | "lastEventAt"
    | "lastGapAt"
    | "unexplainedCents"
  > {
  ruleSetId: string;
  judged: PhaseState | null;
  customerId: number;
}

/** Why an ending is provisional. */
export type Doubt = "gap" | "unexplained" | "clock";

/** A verdict with what decided it. */
export interface JudgedVerdict extends Verdict {
  doubt: Doubt | null;
  /** Null if the clock decided. */
  eventSeq: number | null;
  event: EventBody | RulingBody | null;
  before: PhaseState;
  after: PhaseState;
}

/** Whether a verdict ends a phase. */
export const isEnding = ({ kind }: Pick<Verdict, "kind">): boolean =>
  kind === "breached" || kind === "passed" || kind === "expired";

/** An evaluation's state after a verdict; null if the verdict changes none. */
export function stateAfter({
  kind,
  doubt,
}: Pick<JudgedVerdict, "kind" | "doubt">): EvaluationRow["state"] | null {
  if (kind === "paused") return "paused";
  if (kind === "resumed") return "active";
  if (kind !== "breached" && kind !== "passed" && kind !== "expired") return null;
  return doubt === null ? kind : "held";
}
