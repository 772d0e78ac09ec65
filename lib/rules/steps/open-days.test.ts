import { expect, test } from "vitest";
import { AT, cents, DAY, deal, MIDNIGHT, operation, phase, play } from "@/testing/rules/phase";
import { advance, judge, type TradingEvent } from "../index";

const counts = "profit_by_open_day";
const { rules, state } = phase({
  min_trading_days: { days: 9, counts, min_profit: { cents: cents(500) } },
});

/** A position that is closed `closedOn` days after the phase's first, with a profit. */
const closing = (openedOn: number, closedOn: number, profit: number) =>
  deal({
    at: AT + closedOn * DAY,
    entry: "out",
    balance: 100_000,
    profit,
    openedAt: AT + openedOn * DAY,
  });

/** The days on whose end a trading day was counted. */
const countedOn = (events: TradingEvent[]) => {
  const played = play(rules, state, events);
  const ended = advance(rules, played.state, AT + 99 * DAY);
  return [...played.verdicts, ...ended.verdicts].map(({ at }) => (at - MIDNIGHT) / DAY);
};

test("profit_by_open_day: positions of one day, closed on others → that day, once it has made enough", () => {
  expect(countedOn([closing(0, 0, 300), closing(0, 2, 200)])).toEqual([2]);
  expect(countedOn([closing(0, 0, 300), closing(0, 2, 199.99)])).toEqual([]);
  expect(countedOn([closing(0, 2, 300), closing(1, 2, 300)])).toEqual([]);
});

test("profit_by_open_day: days that reach it at one day's end → counted in turn", () => {
  const { state: held } = play(rules, state, [closing(0, 2, 500), closing(1, 2, 500)]);
  const { state: after, verdicts } = advance(rules, held, MIDNIGHT + 2 * DAY);
  const verdict = { kind: "day_counted", rule: "min_trading_days", threshold: 9 };
  expect(verdicts).toEqual([
    { ...verdict, observed: 1, at: MIDNIGHT + 2 * DAY },
    { ...verdict, observed: 2, at: MIDNIGHT + 2 * DAY },
  ]);
  expect(after.trading_days).toBe(2);
});

test("profit_by_open_day: a loss on the day of the profit → subtracted; after the day counted → it stays", () => {
  expect(countedOn([closing(0, 1, 600), closing(0, 1, -101)])).toEqual([]);
  expect(countedOn([closing(0, 1, 600), closing(0, 2, -600), closing(0, 3, 900)])).toEqual([1]);
});

test("profit_by_open_day: without `opened_at`, and of an opening deal → today", () => {
  const today = deal({ at: AT + DAY, entry: "in_out", balance: 100_000, profit: 500 });
  expect(countedOn([today])).toEqual([1]);
  const opening = { ...today, entry: "in", opened_at: AT, commission: cents(-1) } as const;
  expect(play(rules, state, [opening]).state.open_days).toEqual({ 1: cents(-1) });
  const future = { ...closing(1, 1, 500), opened_at: AT + 9 * DAY };
  expect(countedOn([future])).toEqual([1]);
});

test("profit_by_open_day: opened 29 days ago → counts; 30 days ago, or before the phase → for no day", () => {
  expect(countedOn([closing(0, 29, 500)])).toEqual([29]);
  expect(countedOn([closing(0, 30, 500)])).toEqual([]);
  expect(countedOn([closing(-1, 0, 500)])).toEqual([]);
});

test("profit_by_open_day: a year of trades on each day → the last 30 days, of which the counted are null", () => {
  const events = Array.from({ length: 365 }, (_, day) => closing(day, day, day % 2 ? 500 : 400));
  const { open_days, trading_days } = play(rules, state, events).state;
  expect(trading_days).toBe(182);
  expect(Object.keys(open_days)).toEqual(Array.from({ length: 30 }, (_, i) => String(335 + i)));
  expect([open_days[363], open_days[362]]).toEqual([null, cents(400)]);
});

test("profit_by_open_day: other rules → no days are kept", () => {
  const other = phase({ min_trading_days: { days: 9, counts: "opened", min_profit: null } });
  expect(judge(other.rules, other.state, closing(0, 0, 500)).state.open_days).toEqual({});
});

test("profit_by_open_day: a deposit → no profit", () => {
  expect(countedOn([operation(AT, 900, 100_900)])).toEqual([]);
});
