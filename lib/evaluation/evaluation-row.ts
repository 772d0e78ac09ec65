import { sql } from "drizzle-orm";
import type { PhaseState } from "@/lib/rules";
import type { EvaluationRow } from "./state";

/** The columns of an evaluation `e` with its rule set, which an old phase may have got after it began. */
export const evaluationColumns = sql`
  e.id, e.challenge_id, e.phase_index, e.venue_account_id,
  coalesce(e.rule_set_id, (select p.rule_set_id from challenge_phases p
    where p.challenge_id = e.challenge_id and p.phase_index = e.phase_index)) as rule_set_id,
  e.initial_cents, e.opened_at, e.state, e.monitored, e.source_id, e.next_seq, e.judged, e.clock_at,
  e.last_event_at, e.last_gap_at, e.unexplained_cents`;

/** An evaluation as the statement returns it. */
export interface StoredEvaluation extends Record<string, unknown> {
  id: string;
  challenge_id: number;
  phase_index: number;
  venue_account_id: string;
  rule_set_id: string | null;
  initial_cents: string;
  opened_at: string;
  state: EvaluationRow["state"];
  monitored: boolean;
  source_id: string | null;
  next_seq: string;
  judged: PhaseState | null;
  clock_at: string | null;
  last_event_at: string | null;
  last_gap_at: string | null;
  unexplained_cents: string;
  customer_id: number;
}

const date = (value: string | null) => (value === null ? null : new Date(value));

/** The row that the product works with; null without a rule set: then nothing can be judged. */
export function presentEvaluation(stored: StoredEvaluation): EvaluationRow | null {
  if (stored.rule_set_id === null) return null;
  return {
    id: Number(stored.id),
    challengeId: stored.challenge_id,
    phaseIndex: stored.phase_index,
    venueAccountId: Number(stored.venue_account_id),
    ruleSetId: stored.rule_set_id,
    initialCents: BigInt(stored.initial_cents),
    openedAt: new Date(stored.opened_at),
    state: stored.state,
    monitored: stored.monitored,
    sourceId: stored.source_id,
    nextSeq: Number(stored.next_seq),
    judged: stored.judged,
    clockAt: date(stored.clock_at),
    lastEventAt: date(stored.last_event_at),
    lastGapAt: date(stored.last_gap_at),
    unexplainedCents: BigInt(stored.unexplained_cents),
    customerId: stored.customer_id,
  };
}
