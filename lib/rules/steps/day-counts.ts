import { amountOf } from "../floors";
import type { RuleSet } from "../schemas";
import type { Judged, PhaseState, RuleName, Verdict } from "../state";
import { dayEnd } from "./trading-day";

/** Days with an opening deal, unless the rules say otherwise. */
const countsOf = (rules: RuleSet) => rules.min_trading_days?.counts ?? "opened";

/** Counts a day that is judged by its deals, at the deal. */
export function countAtDeal(rules: RuleSet, state: PhaseState): Judged {
  const { opened, closed, is_counted } = state.today;
  const counts = countsOf(rules);
  const isDay =
    (counts === "opened" && opened) ||
    (counts === "opened_or_closed" && (opened || closed)) ||
    (counts === "opened_and_closed" && opened && closed);
  if (!isDay || is_counted) return { state, verdicts: [] };
  const today = { ...state.today, is_counted: true };
  return countOne(rules, { ...state, today });
}

/** Counts the days that are judged by their profit, as a day ends. */
export function countAtDayEnd(rules: RuleSet, state: PhaseState): Judged {
  const counts = countsOf(rules);
  if (counts === "profit_by_open_day") return countOpenDays(rules, state);
  const profit = profitOf(counts, state);
  if (profit === null || profit < neededProfit(rules, state)) return { state, verdicts: [] };
  return countOne(rules, state);
}

/** The profit that a day needs, in minor units. */
function neededProfit({ min_trading_days }: RuleSet, { initial }: PhaseState): number {
  return min_trading_days?.min_profit ? amountOf(min_trading_days.min_profit, initial) : 1;
}

function profitOf(
  counts: string,
  { today, equity, balance, operations }: PhaseState,
): number | null {
  if (counts === "closed_profit") return today.closed_profit;
  if (counts === "closed_profit_net_of_floating") {
    return today.closed ? today.closed_profit + Math.min(0, equity - balance) : 0;
  }
  if (counts === "day_profit") {
    return equity - today.start_equity - (operations - today.start_operations);
  }
  return null;
}

/** One trading day more, and the verdict that says so if a rule depends on it. */
function countOne(rules: RuleSet, before: PhaseState): Judged {
  const { min_trading_days, max_trading_days } = rules;
  const state = { ...before, trading_days: before.trading_days + 1 };
  const rule: RuleName | null = min_trading_days
    ? "min_trading_days"
    : max_trading_days !== null
      ? "max_trading_days"
      : null;
  if (!rule) return { state, verdicts: [] };
  const verdict: Verdict = {
    kind: "day_counted",
    rule,
    threshold: min_trading_days?.days ?? max_trading_days,
    observed: state.trading_days,
    at: state.at,
  };
  return { state, verdicts: [verdict] };
}

/** The days of opening whose profit is kept, today included. */
const OPEN_DAYS = 30;

/**
 * Profit by the day on which its position was opened, with a profit more. That of a position opened 30 days ago or earlier
 * counts for no day, since the state keeps no more days; nor does that of a day that is counted already.
 *
 * @param openedAt in milliseconds since 1970
 */
export function addToOpenDay(
  rules: RuleSet,
  { open_days, today, day, day_ends_at }: PhaseState,
  openedAt: number,
  profit: number,
): PhaseState["open_days"] {
  if (countsOf(rules) !== "profit_by_open_day") return open_days;
  let openDay = day;
  // The calendar is slow: most positions were opened today.
  let end = openedAt < today.began_at ? dayEnd(rules.day, openedAt) : day_ends_at;
  while (end < day_ends_at && openDay > day - OPEN_DAYS) {
    openDay -= 1;
    end = dayEnd(rules.day, end);
  }
  const before = open_days[openDay];
  if (openDay < 0 || openDay <= day - OPEN_DAYS || before === null) return open_days;
  return { ...open_days, [openDay]: (before ?? 0) + profit };
}

/** Counts the days whose positions have made enough by now, and drops those that are too old. A counted day stays counted. */
function countOpenDays(rules: RuleSet, before: PhaseState): Judged {
  const needed = neededProfit(rules, before);
  const verdicts: Verdict[] = [];
  const open_days: PhaseState["open_days"] = {};
  let state = before;
  for (const [day, profit] of Object.entries(before.open_days)) {
    const isCounted = profit !== null && profit >= needed;
    if (isCounted) {
      const counted = countOne(rules, state);
      state = counted.state;
      verdicts.push(...counted.verdicts);
    }
    if (Number(day) > state.day + 1 - OPEN_DAYS) open_days[day] = isCounted ? null : profit;
  }
  return { state: { ...state, open_days }, verdicts };
}
