import type { BalanceOperation, Charge, Deal, Snapshot } from "../events";
import { moveFloors, raiseMark } from "../floors";
import type { RuleSet } from "../schemas";
import { nothingClosed, type PhaseState } from "../state";
import { addToOpenDay } from "./day-counts";

/** The state with an event's values, and with the marks that rise during a day. */
export function applyEvent(
  rules: RuleSet,
  before: PhaseState,
  event: Snapshot | Deal | BalanceOperation | Charge,
): PhaseState {
  const { at, balance, equity } = event;
  let state: PhaseState = { ...before, at, balance, equity };
  if (event.type === "snapshot") state = withPositions(state, event);
  if (event.type === "deal") state = withDeal(rules, state, event);
  if (event.type === "balance_operation") state = withOperation(rules, state, event);
  if (event.type === "charge") state = withResult(state, event.amount);
  return { ...state, total: raiseMark(rules, state, "day") };
}

/** The state with the numbers of open positions and lots. Without positions there are no lots. */
export function withPositions(
  state: PhaseState,
  { open_positions, open_lots = state.open_lots }: Pick<Snapshot, "open_positions" | "open_lots">,
): PhaseState {
  return {
    ...state,
    open_positions,
    open_lots: open_positions === 0 ? 0 : open_lots,
    exempt_positions: Math.min(state.exempt_positions, open_positions),
  };
}

function withDeal(rules: RuleSet, before: PhaseState, deal: Deal): PhaseState {
  const opens = deal.entry !== "out";
  const closes = deal.entry !== "in";
  const costs = deal.commission + deal.swap;
  const profit = closes ? deal.profit + costs : costs;
  const openedAt = closes ? (deal.opened_at ?? deal.at) : deal.at;
  const state = withResult(withDealPositions(rules, before, deal), profit);
  const { today, closed } = state;
  const tradedDay = state.day - state.lost_days;
  return {
    ...state,
    first_trade_day: state.first_trade_day ?? tradedDay,
    last_open_day: opens ? tradedDay : state.last_open_day,
    today: { ...today, opened: today.opened || opens, closed: today.closed || closes },
    closed: {
      ...closed,
      best_trade: Math.max(closed.best_trade, profit),
      winning_trades: closed.winning_trades + Math.max(0, profit),
    },
    open_days: addToOpenDay(rules, state, openedAt, profit),
  };
}

function withDealPositions(rules: RuleSet, before: PhaseState, deal: Deal): PhaseState {
  const { entry, lots = 0, symbol, open_positions } = deal;
  // A reversal is assumed to close as many lots as it opens: its volume doesn't say how many of them it closed. A venue
  // with reversals reports `open_lots`.
  const moved = { in: lots, out: -lots, in_out: 0 }[entry];
  const open_lots = deal.open_lots ?? Math.max(0, before.open_lots + moved);
  const state = withPositions(before, { open_positions, open_lots });
  const isExempt = symbol !== undefined && rules.holding?.exempt.includes(symbol);
  if (!isExempt) return state;
  const exempt = before.exempt_positions + open_positions - before.open_positions;
  return { ...state, exempt_positions: Math.min(Math.max(0, exempt), open_positions) };
}

function withOperation(
  rules: RuleSet,
  before: PhaseState,
  { kind, amount }: BalanceOperation,
): PhaseState {
  const state = {
    ...before,
    operations: before.operations + amount,
    has_withdrawn: before.has_withdrawn || amount < 0,
    closed: kind === "payout" ? nothingClosed : before.closed,
  };
  return { ...state, ...moveFloors(rules, state, amount) };
}

function withResult({ today, closed, ...state }: PhaseState, amount: number): PhaseState {
  return {
    ...state,
    today: { ...today, closed_profit: today.closed_profit + amount },
    closed: { ...closed, today: closed.today + amount },
  };
}
