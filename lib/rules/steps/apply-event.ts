import type { BalanceOperation, Charge, Deal, Snapshot } from "../events";
import { moveFloors, raiseMark } from "../floors";
import type { RuleSet } from "../schemas";
import { nothingClosed, type PhaseState } from "../state";
import { addToOpenDay } from "./day-counts";

type Changes<Field extends keyof PhaseState> = Pick<PhaseState, Field>;

/** The state with an event's values, and with the marks that rise during a day. */
export function applyEvent(
  rules: RuleSet,
  before: PhaseState,
  event: Snapshot | Deal | BalanceOperation | Charge,
): PhaseState {
  const { at, balance, equity } = event;
  const state = { ...before, at, balance, equity, ...changesBy(rules, before, event) };
  const total = raiseMark(rules, state, "day");
  return total === state.total ? state : { ...state, total };
}

function changesBy(
  rules: RuleSet,
  before: PhaseState,
  event: Snapshot | Deal | BalanceOperation | Charge,
): Partial<PhaseState> {
  if (event.type === "snapshot") return positionsOf(before, event);
  if (event.type === "deal") return changesByDeal(rules, before, event);
  if (event.type === "charge") return addResult(before, event.amount);
  return changesByOperation(rules, before, event);
}

/** The numbers of open positions and lots. Without positions there are no lots. */
export function positionsOf(
  before: PhaseState,
  { open_positions, open_lots = before.open_lots }: Pick<Snapshot, "open_positions" | "open_lots">,
): Changes<"open_positions" | "open_lots" | "exempt_positions"> {
  return {
    open_positions,
    open_lots: open_positions === 0 ? 0 : open_lots,
    exempt_positions: Math.min(before.exempt_positions, open_positions),
  };
}

function changesByDeal(rules: RuleSet, before: PhaseState, deal: Deal): Partial<PhaseState> {
  const opens = deal.entry !== "out";
  const closes = deal.entry !== "in";
  const costs = deal.commission + deal.swap;
  const profit = closes ? deal.profit + costs : costs;
  const openedAt = closes ? (deal.opened_at ?? deal.at) : deal.at;
  const { today, closed } = addResult(before, profit);
  const tradedDay = before.day - before.lost_days;
  return {
    ...positionsAfterDeal(rules, before, deal),
    first_trade_day: before.first_trade_day ?? tradedDay,
    last_open_day: opens ? tradedDay : before.last_open_day,
    today: { ...today, opened: today.opened || opens, closed: today.closed || closes },
    closed: {
      ...closed,
      best_trade: Math.max(closed.best_trade, profit),
      winning_trades: closed.winning_trades + Math.max(0, profit),
    },
    open_days: addToOpenDay(rules, before, openedAt, profit),
  };
}

function positionsAfterDeal(rules: RuleSet, before: PhaseState, deal: Deal) {
  const { entry, lots = 0, symbol, open_positions } = deal;
  // A reversal is assumed to close as many lots as it opens: its volume doesn't say how many of them it closed. A venue
  // with reversals reports `open_lots`.
  const moved = { in: lots, out: -lots, in_out: 0 }[entry];
  const open_lots = deal.open_lots ?? Math.max(0, before.open_lots + moved);
  const positions = positionsOf(before, { open_positions, open_lots });
  const isExempt = symbol !== undefined && rules.holding?.exempt.includes(symbol);
  if (!isExempt) return positions;
  const exempt = before.exempt_positions + open_positions - before.open_positions;
  return { ...positions, exempt_positions: Math.min(Math.max(0, exempt), open_positions) };
}

function changesByOperation(
  rules: RuleSet,
  before: PhaseState,
  { kind, amount }: BalanceOperation,
): Partial<PhaseState> {
  const has_withdrawn = before.has_withdrawn || amount < 0;
  return {
    operations: before.operations + amount,
    has_withdrawn,
    closed: kind === "payout" ? nothingClosed : before.closed,
    ...moveFloors(rules, { ...before, has_withdrawn }, amount),
  };
}

function addResult({ today, closed }: PhaseState, amount: number): Changes<"today" | "closed"> {
  return {
    today: { ...today, closed_profit: today.closed_profit + amount },
    closed: { ...closed, today: closed.today + amount },
  };
}
