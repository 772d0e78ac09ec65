import { and, desc, eq, inArray, isNotNull, lt, ne, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { tradingEvents, verdicts } from "@/db/schema";
import { readRuleSets } from "@/lib/catalog";
import { advance, judge, type PhaseState, type Verdict } from "@/lib/rules";
import { evaluationColumns, presentEvaluation, type StoredEvaluation } from "./evaluation-row";
import { eventSchema } from "./event-schemas";
import { judgeAccount, stateOf } from "./ingest/judge-account";
import { rulingBody, toRuling } from "./rulings/ruling-body";
import type { EvaluationRow } from "./state";

/** How many events a statement reads. */
const PAGE = 5_000;

type Decision = Pick<Verdict, "kind" | "threshold" | "observed" | "at"> & { rule: string | null };

/** What the stored events of a phase say, beside what was recorded. */
export interface Replay {
  phaseIndex: number;
  /** The judge's state after the last event, or after what the clock added. */
  state: PhaseState;
  verdicts: Decision[];
  /** Recorded verdicts that the events don't give, and those that they give and nothing recorded. */
  notReplayed: Decision[];
  notRecorded: Decision[];
  /** Whether the judge's stored state, the next number and the unexplained amount are those of the events. */
  hasSameState: boolean;
}

/** Why a phase can't be replayed: it has no rules, wasn't monitored, or some of its events were deleted. */
export interface NotReplayable {
  phaseIndex: number;
  reason: "no_rules" | "not_monitored" | "events_missing";
}

export const isReplayed = (result: Replay | NotReplayable): result is Replay => "state" in result;

/** Whether a replay gave what was recorded. */
export const isAsRecorded = ({ notReplayed, notRecorded, hasSameState }: Replay): boolean =>
  hasSameState && notReplayed.length === 0 && notRecorded.length === 0;

/** Judges the stored events of each phase of a challenge again, from its opening, and compares. */
export async function replayChallenge(
  db: Executor,
  challengeId: number,
): Promise<(Replay | NotReplayable)[]> {
  const { rows } = await db.execute<{ id: string }>(
    sql`select id from evaluations where challenge_id = ${challengeId} order by phase_index`,
  );
  const replays: (Replay | NotReplayable)[] = [];
  for (const { id } of rows) replays.push(await replayStored(db, Number(id)));
  return replays;
}

/**
 * Judges the stored events of a phase again, from its opening, and compares the verdicts and the state with the recorded
 * ones; what was overturned isn't compared. What came in after the firm had canceled the challenge wasn't judged.
 *
 * Throws for an evaluation that doesn't exist.
 */
export async function replayStored(
  db: Executor,
  evaluationId: number,
): Promise<Replay | NotReplayable> {
  const { rows } = await db.execute<StoredEvaluation>(sql`
    select ${evaluationColumns}, v.customer_id
    from evaluations e join venue_accounts v on v.id = e.venue_account_id where e.id = ${evaluationId}`);
  const [stored] = rows;
  if (!stored) throw new Error(`no evaluation ${evaluationId}`);
  const { phase_index: phaseIndex } = stored;
  const row = presentEvaluation(stored);
  if (!row) return { phaseIndex, reason: "no_rules" };
  if (!row.monitored) return { phaseIndex, reason: "not_monitored" };
  const events = await judgeStored(db, row);
  if (!events) return { phaseIndex, reason: "events_missing" };
  const { state, verdicts: judged, hasSameState } = events;
  const rules = await rulesOf(db, row);
  const byClock =
    row.clockAt === null
      ? { state, verdicts: [] }
      : advance(rules, state, Math.max(state.at, row.clockAt.getTime()));
  const expected: Decision[] = [...judged, ...byClock.verdicts];
  const recorded = await readRecorded(db, evaluationId, events.lifted);
  const standing = recorded.filter(({ isOverturned }) => !isOverturned);
  return {
    phaseIndex,
    state: byClock.state,
    verdicts: expected,
    notReplayed: without(standing, expected),
    notRecorded: without(expected, recorded),
    hasSameState,
  };
}

async function rulesOf(db: Executor, { ruleSetId }: EvaluationRow) {
  const rules = (await readRuleSets(db, [ruleSetId])).get(ruleSetId);
  if (!rules) throw new Error(`no rule set ${ruleSetId}`);
  return rules;
}

/** The row of an evaluation before its first event. */
const unopened = (row: EvaluationRow): EvaluationRow => ({
  ...row,
  state: "active",
  judged: null,
  clockAt: null,
  nextSeq: 1,
  lastEventAt: null,
  lastGapAt: null,
  unexplainedCents: 0n,
});

/** Judges all stored events; null if some of them are gone. */
async function judgeStored(db: Executor, row: EvaluationRow) {
  const rules = await rulesOf(db, row);
  let current = unopened(row);
  let state = stateOf(current, rules);
  const judged: Decision[] = [];
  const rulings = await readRulings(db, row.id);
  const lifted = rulings.map(({ verdict_id }) => verdict_id);
  const rule = () => {
    for (; rulings[0]?.after_seq === current.nextSeq - 1; rulings.shift()) {
      const result = judge(rules, state, toRuling(rulings[0]));
      state = result.state;
      judged.push(...result.verdicts);
      // An operator has settled what was in doubt.
      current = { ...current, lastGapAt: null, unexplainedCents: 0n };
    }
  };
  const isJudgedTo = (at: PhaseState) => isSame(at, row.judged ?? stateOf(unopened(row), rules));
  // Of a canceled phase, up to the last event that was judged.
  let last = { state, verdicts: 0, isSame: isJudgedTo(state) };
  rule();
  for (let after = 0; current.nextSeq < row.nextSeq; ) {
    const bodies = await readEvents(db, row.id, after);
    for (const body of bodies) {
      const events = { account: "", events: [body], problem: null };
      const result = judgeAccount({ ...current, judged: state }, rules, events, Infinity);
      if (result.accepted.length === 0) return null;
      ({ row: current, state } = result);
      judged.push(...result.verdicts);
      rule();
      after = body.seq;
      if (row.state === "cancelled" && isJudgedTo(state)) {
        last = { state, verdicts: judged.length, isSame: true };
      }
    }
    if (bodies.length < PAGE) break;
  }
  if (current.nextSeq !== row.nextSeq) return null;
  const isExplained = current.unexplainedCents === row.unexplainedCents;
  if (row.state === "cancelled") {
    return { ...last, verdicts: judged.slice(0, last.verdicts), hasSameState: last.isSame, lifted };
  }
  return { state, verdicts: judged, hasSameState: isExplained && isJudgedTo(state), lifted };
}

async function readEvents(db: Executor, evaluationId: number, after: number) {
  const { rows } = await db.execute<{ body: unknown }>(sql`
    select body from (
      (select seq, body from trading_events where evaluation_id = ${evaluationId} and seq > ${after}
        order by seq limit ${PAGE})
      union all
      (select seq, body from trading_snapshots where evaluation_id = ${evaluationId} and seq > ${after}
        order by seq limit ${PAGE})) e
    order by seq limit ${PAGE}`);
  return rows.map(({ body }) => eventSchema.parse({ ...Object(body), account: "-" }));
}

/** Operators' rulings, in the order in which they were given. */
async function readRulings(db: Executor, evaluationId: number) {
  const rows = await db
    .select({ body: tradingEvents.body })
    .from(tradingEvents)
    .where(and(eq(tradingEvents.evaluationId, evaluationId), lt(tradingEvents.seq, 0)))
    .orderBy(desc(tradingEvents.seq));
  return rows.map(({ body }) => rulingBody.parse(body));
}

/** The recorded verdicts, without those of the clock that events overturned: they were given before the events. */
async function readRecorded(db: Executor, evaluationId: number, lifted: string[]) {
  const rows = await db
    .select()
    .from(verdicts)
    .where(
      and(
        eq(verdicts.evaluationId, evaluationId),
        or(
          ne(verdicts.standing, "overturned"),
          isNotNull(verdicts.eventSeq),
          inArray(verdicts.id, lifted),
        ),
      ),
    )
    .orderBy(verdicts.at, verdicts.id);
  return rows.map(({ kind, rule, threshold, observed, at, standing }) => ({
    isOverturned: standing === "overturned",
    kind,
    rule,
    threshold,
    observed,
    at: at.getTime(),
  }));
}

/** A list without the verdicts of another one, each as often as it is there. */
function without(list: readonly Decision[], others: readonly Decision[]): Decision[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(keyOf(other), (counts.get(keyOf(other)) ?? 0) + 1);
  return list.filter((verdict) => {
    const count = counts.get(keyOf(verdict)) ?? 0;
    counts.set(keyOf(verdict), count - 1);
    return count <= 0;
  });
}

const keyOf = ({ kind, rule, threshold, observed, at }: Decision): string =>
  [kind, rule, threshold, observed, at].join(" ");

/** Whether two states are the same as JSON. */
const isSame = (a: PhaseState, b: PhaseState): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

const sorted = (state: PhaseState): object =>
  JSON.parse(JSON.stringify(state), (_, value) =>
    value !== null && typeof value === "object"
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
