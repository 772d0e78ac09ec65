import { countedDay, crossBoundary, judgeReset } from "./boundary";
import { moveFloors, raiseMark } from "./floors";
import { judgeLosses, warnOfLosses } from "./losses";
import { judgePass } from "./pass";
import type { RuleSet } from "./schemas";
import { type Extremes, hasEnded, type PhaseState, type TradingEvent, type Verdict } from "./state";

type Judged = { state: PhaseState; verdicts: Verdict[] };

/** How long before a reset that would end or pause the phase it warns. */
const RESET_WARNING_MS = 2 * 3_600_000;

/**
 * Judges a phase by its rules after an event: first each boundary of a day up to the event's time, then the event. The
 * same events give the same state and verdicts, however they are batched. Pure: no clock, integers alone. A phase that
 * has ended doesn't change.
 */
export function judge(rules: RuleSet, state: PhaseState, event: TradingEvent): Judged {
  // An earlier time than the last event's counts as the last.
  const at = Math.max(event.at, state.at);
  if (event.type === "snapshot" && event.since_last && !hasEnded(state)) {
    return judgeExtremes(rules, state, { ...event, at }, event.since_last);
  }
  const crossed = advance(rules, state, at);
  if (hasEnded(crossed.state)) return crossed;
  const judged = judgeValues(rules, crossed.state, { ...event, at });
  return { state: judged.state, verdicts: [...crossed.verdicts, ...judged.verdicts] };
}

/**
 * The verdicts of the clock alone: each boundary of a day up to a time, with the last known values.
 *
 * @param now milliseconds since 1970
 */
export function advance(rules: RuleSet, state: PhaseState, now: number): Judged {
  const verdicts: Verdict[] = [];
  let current = state;
  while (!hasEnded(current) && current.day_ends_at <= now) {
    const crossed = crossBoundary(rules, current);
    current = crossed.state;
    verdicts.push(...crossed.verdicts);
  }
  return { state: current, verdicts };
}

function judgeValues(rules: RuleSet, before: PhaseState, event: TradingEvent): Judged {
  if (event.type === "snapshot" && event.estimated) {
    const estimated = { ...before, at: event.at, balance: event.balance, equity: event.equity };
    const { state, verdicts } = warnOfLosses(rules, estimated);
    return { state: { ...before, at: event.at, today: state.today }, verdicts };
  }
  const verdicts: Verdict[] = [];
  let state = withEvent(rules, before, event);
  const judgeBy = (step: (rules: RuleSet, state: PhaseState) => Judged): boolean => {
    const judged = step(rules, state);
    state = judged.state;
    verdicts.push(...judged.verdicts);
    return hasEnded(state);
  };
  if (judgeBy((...of) => judgeLosses(...of, "always"))) return { state, verdicts };
  judgeBy(countAtDeal);
  if (judgeBy(judgePass)) return { state, verdicts };
  judgeBy(warnOfLosses);
  judgeBy(warnOfReset);
  return { state, verdicts };
}

/** The state with an event's values, and with the marks that rise during a day. */
function withEvent(rules: RuleSet, before: PhaseState, event: TradingEvent): PhaseState {
  const { at, balance, equity } = event;
  let state: PhaseState = { ...before, at, balance, equity };
  if (event.type === "snapshot" || event.type === "deal")
    state.open_positions = event.open_positions;
  if (event.type === "deal") state = withDeal(state, event);
  if (event.type === "balance_operation") {
    state.operations += event.amount;
    state.has_withdrawn ||= event.amount < 0;
    state = { ...state, ...moveFloors(rules, state, event.amount) };
  }
  return { ...state, total: raiseMark(rules, state, "day") };
}

function withDeal(state: PhaseState, deal: TradingEvent & { type: "deal" }): PhaseState {
  const opens = deal.entry !== "out";
  const closes = deal.entry !== "in";
  const profit = closes ? deal.profit + deal.commission + deal.swap : deal.commission + deal.swap;
  const { today, closed, day } = state;
  return {
    ...state,
    first_trade_day: state.first_trade_day ?? day,
    last_open_day: opens ? day : state.last_open_day,
    today: {
      ...today,
      opened: today.opened || opens,
      closed: today.closed || closes,
      closed_profit: today.closed_profit + profit,
    },
    closed: {
      ...closed,
      best_trade: Math.max(closed.best_trade, profit),
      winning_trades: closed.winning_trades + Math.max(0, profit),
    },
  };
}

/** Counts a day that is judged by its deals, at the deal. */
function countAtDeal(rules: RuleSet, state: PhaseState): Judged {
  const { opened, closed, is_counted } = state.today;
  const counts = rules.min_trading_days?.counts;
  const isDay =
    (counts === "opened" && opened) ||
    (counts === "opened_or_closed" && (opened || closed)) ||
    (counts === "opened_and_closed" && opened && closed);
  if (!isDay || is_counted) return { state, verdicts: [] };
  const { tradingDays, verdicts } = countedDay(rules, state);
  const today = { ...state.today, is_counted: true };
  return { state: { ...state, trading_days: tradingDays, today }, verdicts };
}

/** Warns once a day, two hours before a reset that would end or pause the phase with today's values. */
function warnOfReset(rules: RuleSet, state: PhaseState): Judged {
  const unchanged = { state, verdicts: [] };
  if (state.today.warned_reset || state.day_ends_at - state.at > RESET_WARNING_MS) return unchanged;
  const ending = judgeReset(rules, state).verdicts.find(
    ({ kind }) => kind === "breached" || kind === "paused",
  );
  if (!ending) return unchanged;
  const today = { ...state.today, warned_reset: true };
  return { state: { ...state, today }, verdicts: [{ ...ending, kind: "warned", at: state.at }] };
}

/**
 * Judges the lowest and the highest equity since the last event, then the event. Without their times the order that
 * favors the trader decides, and a review says so if another one would have ended or paused the phase.
 */
function judgeExtremes(
  rules: RuleSet,
  state: PhaseState,
  event: TradingEvent & { type: "snapshot" },
  extremes: Extremes,
): Judged {
  const { since_last: _, ...final } = event;
  // No deal or balance operation lies inside the window.
  const { balance, open_positions } = state;
  const outcomes = possibleOrders(state, final.at, extremes).map((points) => {
    const verdicts: Verdict[] = [];
    let current = state;
    for (const { at, equity } of points) {
      const judged = judge(rules, current, { ...final, at, equity, balance, open_positions });
      current = judged.state;
      verdicts.push(...judged.verdicts);
    }
    const judged = judge(rules, current, final);
    return { state: judged.state, verdicts: [...verdicts, ...judged.verdicts] };
  });
  const harm = ({ verdicts }: Judged) => Math.max(0, ...verdicts.map(harmOf));
  const best = outcomes.reduce((a, b) => (harm(b) < harm(a) ? b : a));
  const worst = outcomes.reduce((a, b) => (harm(b) > harm(a) ? b : a));
  if (harm(worst) === harm(best)) return best;
  const other = worst.verdicts.find((verdict) => harmOf(verdict) === harm(worst));
  if (!other) return best;
  return { ...best, verdicts: [...best.verdicts, { ...other, kind: "review", at: final.at }] };
}

const harmOf = ({ kind }: Verdict) => ({ breached: 2, paused: 1 })[kind as string] ?? 0;

interface Point {
  at: number;
  equity: number;
}

/** The orders in which the extremes may have been: by their times, or each at the start or the end of the window. */
function possibleOrders(state: PhaseState, until: number, extremes: Extremes): Point[][] {
  const times = (at: number | undefined) => {
    return at === undefined ? [until, state.at] : [Math.min(Math.max(at, state.at), until)];
  };
  // Of equal times it isn't known which was first.
  const { min_at, max_at } = extremes;
  const isOrderKnown = min_at !== undefined && max_at !== undefined && min_at !== max_at;
  const orders: Point[][] = [];
  for (const minAt of times(extremes.min_at)) {
    for (const maxAt of times(extremes.max_at)) {
      const min = { at: minAt, equity: extremes.min_equity };
      const max = { at: maxAt, equity: extremes.max_equity };
      if (minAt <= maxAt) orders.push([min, max]);
      if (maxAt < minAt || (maxAt === minAt && !isOrderKnown)) orders.push([max, min]);
    }
  }
  return orders;
}
