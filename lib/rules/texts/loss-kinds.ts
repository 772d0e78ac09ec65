import type { DailyLoss, TotalLoss } from "../schemas";

/** What is compared with the floor, and when. */
function measured({ measure, check }: DailyLoss | TotalLoss): string {
  const compared = {
    equity: "open positions count",
    balance: "only closed positions count",
    lower: "balance and equity both count",
  }[measure];
  return check === "day_end" ? `${compared}, checked at the day's end` : compared;
}

const dayStarts: Record<DailyLoss["reference"], string> = {
  balance: "balance",
  equity: "equity",
  higher: "balance or equity, the higher",
};

/** What kind of daily loss it is, in a line: `From the day's starting balance; open positions count`. */
export const dailyLossKind = (rule: DailyLoss): string =>
  `From the day's starting ${dayStarts[rule.reference]}; ${measured(rule)}${rule.then === "pause" ? "; pauses trading until the next day" : ""}`;

const highs: Record<Exclude<TotalLoss["reference"], "initial">, string> = {
  day_end_balance_high: "the highest day-end balance",
  balance_high: "the highest balance",
  equity_high: "the highest equity",
  day_end_equity_high: "the highest day-end equity",
};

/** What kind of total loss it is, in a line: `Static, from the initial balance; open positions count`. */
export const totalLossKind = (rule: TotalLoss): string =>
  rule.reference === "initial"
    ? `Static, from the initial balance; ${measured(rule)}`
    : `Trailing, from ${highs[rule.reference]}; ${measured(rule)}`;
