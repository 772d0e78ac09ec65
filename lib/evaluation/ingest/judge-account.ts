import { hasEnded, judge, openPhase, type PhaseState, type Verdict } from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";
import {
  type EventBody,
  type GapBody,
  type JudgedBody,
  statedChange,
  toJudgedEvent,
  toMinor,
} from "../event-schemas";
import type { EventRejection } from "../schemas";
import type { Doubt, EvaluationRow, JudgedVerdict } from "../state";

/** How far ahead of our clock an event may be, in milliseconds. */
const MAX_AHEAD_MS = 5_000;

/** An account's events of a batch, in order; `problem` is why the events after them weren't read. */
export interface AccountEvents {
  account: string;
  events: EventBody[];
  problem: EventRejection | null;
}

/** What a batch makes of an account. */
export interface JudgedAccount {
  row: EvaluationRow;
  state: PhaseState;
  /** Whether the accepted events were judged, or only stored. */
  isJudged: boolean;
  /** When a phase that wasn't monitored begins: at its first event, since its limits count from then. Else null. */
  beginsAt: Date | null;
  accepted: EventBody[];
  /** Those with a number that was accepted before. */
  repeated: EventBody[];
  verdicts: JudgedVerdict[];
  rejection: EventRejection | null;
}

/**
 * Whether events are still judged: not those of a challenge that the firm ended, nor of a phase that ended before it was
 * monitored. What the judge itself has ended stays ended; what the clock has ended may be judged otherwise.
 */
const isJudged = ({ state, judged, clockAt }: EvaluationRow) =>
  state === "active" ||
  state === "paused" ||
  (state !== "cancelled" && (judged !== null || clockAt !== null));

/** The judge's state of an evaluation: that after its last event, or that of an account that was just opened. */
export const stateOf = (row: EvaluationRow, rules: RuleSet): PhaseState =>
  row.judged ?? openPhase(rules, { initial: Number(row.initialCents), at: row.openedAt.getTime() });

/**
 * Judges an account's events in the order of their numbers, up to the first one that isn't the expected one. Pure: reads
 * and writes nothing but its result.
 *
 * @param now milliseconds since 1970
 */
export function judgeAccount(
  row: EvaluationRow,
  rules: RuleSet,
  { account, events, problem }: AccountEvents,
  now: number,
): JudgedAccount {
  const result: JudgedAccount = {
    row: { ...row },
    state: stateOf(row, rules),
    isJudged: isJudged(row),
    beginsAt: null,
    accepted: [],
    repeated: [],
    verdicts: [],
    rejection: problem,
  };
  const current = result.row;
  for (const [index, body] of events.entries()) {
    const reject = (code: EventRejection["code"], message: string, expected?: number) => {
      const skipped = events.length - index - 1 + (problem ? 1 + problem.skipped : 0);
      const numbers = expected === undefined ? {} : { expected };
      result.rejection = { account, seq: body.seq, code, message, ...numbers, skipped };
    };
    if (body.seq < current.nextSeq) {
      result.repeated.push(body);
      continue;
    }
    if (body.seq > current.nextSeq) {
      const expected = current.nextSeq;
      reject("SEQUENCE_GAP", `Number ${expected} is missing. Send it, or a gap event.`, expected);
      break;
    }
    const at = Date.parse(body.type === "gap" ? body.to : body.at);
    if (at > now + MAX_AHEAD_MS) {
      const field = body.type === "gap" ? "to" : "at";
      reject("EVENT_IN_FUTURE", `\`${field}\` is more than 5 s ahead of this server's clock.`);
      break;
    }
    if (body.type === "gap" && body.through_seq < body.seq) {
      reject("INVALID_EVENT", "through_seq must not be below seq.");
      break;
    }
    if (result.isJudged && !current.monitored) {
      current.monitored = true;
      current.openedAt = new Date(Math.max(at, current.openedAt.getTime()));
      result.beginsAt = current.openedAt;
      result.state = stateOf(current, rules);
    }
    if (body.type === "gap") {
      acceptGap(current, body);
      result.accepted.push(body);
      continue;
    }
    const event = toJudgedEvent(body);
    const before = result.state;
    if (result.isJudged) {
      current.unexplainedCents += unexplainedOf(body, before);
      const judged = judge(rules, before, event);
      result.state = judged.state;
      const evidence = { event: body, before, after: judged.state };
      for (const verdict of judged.verdicts) {
        const doubt = doubtOf(current, before, verdict);
        result.verdicts.push({ ...verdict, doubt, eventSeq: body.seq, ...evidence });
      }
    }
    current.nextSeq = body.seq + 1;
    current.lastEventAt = new Date(Math.max(event.at, current.lastEventAt?.getTime() ?? 0));
    result.accepted.push(body);
  }
  return result;
}

/**
 * The difference between an event's balance and what the last one and the stated change make. Values that weren't
 * observed say nothing, and after its end a phase's balance isn't followed.
 */
function unexplainedOf(body: JudgedBody, before: PhaseState): bigint {
  if (hasEnded(before) || (body.type === "snapshot" && body.estimated)) return 0n;
  return BigInt(toMinor(body.balance) - before.balance - statedChange(body));
}

function acceptGap(row: EvaluationRow, { through_seq, to }: GapBody): void {
  row.nextSeq = through_seq + 1;
  const end = Date.parse(to);
  if (end > (row.lastGapAt?.getTime() ?? 0)) row.lastGapAt = new Date(end);
}

/**
 * Why an ending isn't final. A balance that nothing explains may be no profit, and may be a withdrawal rather than a loss:
 * then the loss must violate its floor without it. What happened in a hole of the events may have ended the phase before;
 * the floor of a day depends on nothing before the day.
 */
function doubtOf(row: EvaluationRow, before: PhaseState, verdict: Verdict): Doubt | null {
  const { kind, rule, observed, threshold } = verdict;
  if (kind !== "breached" && kind !== "passed") return null;
  const unexplained = Number(row.unexplainedCents);
  if (kind === "passed" && unexplained > 0) return "unexplained";
  const isLoss = rule === "daily_loss" || rule === "total_loss";
  if (isLoss && unexplained < 0 && (observed ?? 0) - unexplained >= (threshold ?? 0)) {
    return "unexplained";
  }
  if (row.lastGapAt === null) return null;
  const gapEnd = row.lastGapAt.getTime();
  if (rule === "daily_loss" && gapEnd < before.today.began_at) return null;
  return "gap";
}
