import type { RuleField } from "./rule-field";

export const ofInitial: [string, string][] = [
  ["pct_of_initial", "% of initial"],
  ["cents", "fixed amount"],
];
const ofReference: [string, string][] = [
  ["pct_of_initial", "% of initial"],
  ["pct_of_reference", "% of reference"],
  ["cents", "fixed amount"],
];

const measure: RuleField = {
  kind: "choice",
  name: "measure",
  label: "Measured on",
  options: [
    ["equity", "Equity"],
    ["balance", "Balance"],
    ["lower", "The lower of both"],
  ],
};
const atLimit: RuleField = {
  kind: "choice",
  name: "at_limit",
  label: "Exactly the floor",
  options: [
    ["below", "Is allowed"],
    ["touch", "Is a breach"],
  ],
};
const check: RuleField = {
  kind: "choice",
  name: "check",
  label: "Checked",
  options: [
    ["always", "All the time"],
    ["day_end", "At the end of a day"],
  ],
};
const then = (options: [string, string][]): RuleField => ({
  kind: "choice",
  name: "then",
  label: "What happens",
  options,
});
const warnOrFail = then([
  ["warn", "A warning"],
  ["fail", "A breach"],
]);
const weekday: RuleField = {
  kind: "choice",
  name: "weekday",
  label: "Weekday",
  options: [
    ["1", "Monday"],
    ["2", "Tuesday"],
    ["3", "Wednesday"],
    ["4", "Thursday"],
    ["5", "Friday"],
    ["6", "Saturday"],
    ["7", "Sunday"],
  ],
};
const zone: RuleField = { kind: "zone", name: "zone", label: "Time zone" };
const time: RuleField = { kind: "time", name: "time", label: "Time" };

/** The rules that have fields, in the order of the form. Those that can be left out have a switch. */
export const ruleFields = {
  profit_target: [
    { kind: "amount", name: "amount", label: "Profit", of: ofInitial },
    {
      kind: "choice",
      name: "measure",
      label: "Reached by",
      options: [
        ["balance_flat", "The balance, no open positions"],
        ["equity", "Equity"],
        ["lower", "The lower of both"],
      ],
    },
    {
      kind: "choice",
      name: "hold",
      label: "With days and consistency",
      options: [
        ["at_decision", "All at one moment"],
        ["once", "Reached stays reached"],
      ],
    },
  ],
  daily_loss: [
    { kind: "amount", name: "limit", label: "Limit", of: ofReference },
    {
      kind: "choice",
      name: "reference",
      label: "From the day's starting",
      options: [
        ["balance", "Balance"],
        ["equity", "Equity"],
        ["higher", "Higher of both"],
      ],
    },
    measure,
    atLimit,
    check,
    then([
      ["fail", "A breach"],
      ["pause", "A pause until the next day"],
    ]),
  ],
  total_loss: [
    { kind: "amount", name: "limit", label: "Limit", of: ofReference },
    {
      kind: "choice",
      name: "reference",
      label: "Below",
      options: [
        ["initial", "The initial balance (static)"],
        ["day_end_balance_high", "The highest balance at a day's end"],
        ["day_end_equity_high", "The highest equity at a day's end"],
        ["balance_high", "The highest balance"],
        ["equity_high", "The highest equity"],
      ],
    },
    { kind: "money", name: "lock", label: "Stops rising at initial plus", placeholder: "Never" },
    measure,
    atLimit,
    check,
  ],
  min_trading_days: [
    { kind: "whole", name: "days", label: "Days" },
    {
      kind: "choice",
      name: "counts",
      label: "A day counts by",
      options: [
        ["opened", "A position opened"],
        ["opened_or_closed", "A position opened or closed"],
        ["opened_and_closed", "Positions opened and closed"],
        ["closed_profit", "The profit closed on it"],
        ["closed_profit_net_of_floating", "The same, less floating loss"],
        ["profit_by_open_day", "The profit of positions opened on it"],
        ["day_profit", "Its change of equity"],
      ],
    },
    { kind: "amount", name: "min_profit", label: "Profit that it needs", of: ofInitial },
  ],
  time_limit: [
    { kind: "whole", name: "days", label: "Calendar days" },
    {
      kind: "choice",
      name: "from",
      label: "From",
      options: [
        ["open", "The account's opening"],
        ["first_trade", "The first trade"],
      ],
    },
  ],
  max_trading_days: [{ kind: "whole", name: "value", label: "Trading days" }],
  inactivity_days: [{ kind: "whole", name: "value", label: "Days without a new position" }],
  consistency: [
    {
      kind: "choice",
      name: "unit",
      label: "The best",
      options: [
        ["day", "Day"],
        ["trade", "Trade"],
      ],
    },
    { kind: "percent", name: "best_max_pct", label: "May be" },
    {
      kind: "choice",
      name: "of",
      label: "Of",
      options: [
        ["total_profit", "The whole profit"],
        ["winning_days", "The sum of winning days"],
      ],
    },
    {
      kind: "choice",
      name: "comparison",
      label: "Exactly that",
      options: [
        ["at_most", "Is allowed"],
        ["less_than", "Is too much"],
      ],
    },
    {
      kind: "choice",
      name: "when",
      label: "Checked",
      options: [
        ["pass", "To pass"],
        ["payout", "At payouts"],
        ["both", "Both"],
      ],
    },
    {
      kind: "choice",
      name: "effect",
      label: "If it isn't met",
      options: [
        ["block", "Passing waits"],
        ["review", "Our team reviews it"],
      ],
    },
  ],
  max_open_positions: [{ kind: "whole", name: "limit", label: "Positions" }, warnOrFail],
  max_lots: [{ kind: "lots", name: "limit", label: "Lots" }, warnOrFail],
  holding: [
    {
      kind: "choice",
      name: "overnight",
      label: "Overnight",
      options: [
        ["hold", "May be held"],
        ["flat", "Must be closed"],
      ],
    },
    {
      kind: "choice",
      name: "weekend",
      label: "At the weekend",
      options: [
        ["hold", "May be held"],
        ["flat", "Must be closed"],
      ],
    },
    weekday,
    time,
    zone,
    { kind: "symbols", name: "exempt", label: "Symbols that may be held" },
    then([
      ["close", "Positions are closed"],
      ["warn", "A warning"],
      ["fail", "A breach"],
    ]),
  ],
  day: [{ ...zone }, { kind: "time", name: "starts_at", label: "A trading day begins at" }],
  after_withdrawal: [
    {
      kind: "choice",
      name: "value",
      label: "A withdrawal",
      options: [
        ["shift", "Moves the daily and trailing floors"],
        ["keep", "Moves no floor"],
        ["lock_at_initial", "Locks the total floor at initial"],
      ],
    },
  ],
  payout: [
    { kind: "percent", name: "split_pct", label: "Trader's part" },
    { kind: "whole", name: "first_after_days", label: "First after (days)" },
    {
      kind: "choice",
      name: "schedule",
      label: "Then",
      options: [
        ["none", "At any time"],
        ["every", "Every … days"],
        ["weekly", "Each week"],
      ],
    },
    { kind: "whole", name: "every_days", label: "Days between payouts" },
    weekday,
    time,
    zone,
    { kind: "amount", name: "min_amount", label: "Least amount", of: ofInitial },
    { kind: "whole", name: "winning_days", label: "Winning days needed", placeholder: "None" },
    { kind: "amount", name: "winning_min_profit", label: "Profit of each", of: ofInitial },
    { kind: "amount", name: "buffer", label: "Profit that stays", of: ofInitial },
    {
      kind: "whole",
      name: "fee_refund_with",
      label: "Fee refunded with payout",
      placeholder: "Never",
    },
    {
      kind: "choice",
      name: "while_pending",
      label: "While a payout is pending",
      options: [
        ["frozen", "No new positions"],
        ["trade", "Trading goes on"],
      ],
    },
    { kind: "yes", name: "flat", label: "Only without open positions" },
  ],
} satisfies Record<string, RuleField[]>;
