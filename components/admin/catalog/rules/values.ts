import { readAmount, readPercent, readWhole, writeAmount } from "@/lib/core/typed-number";
import type { RuleSet } from "@/lib/rules/schemas";
import { typedNumber } from "../numbers";
import { isNeeded, type RuleField, type RuleKey, ruleFields } from "./fields";

/** The typed values of a rule, by field; a rule that is switched off keeps them. */
export interface RuleValues {
  isOn: boolean;
  fields: Record<string, string>;
}

/** A rule of `conduct`, which people look at. */
export interface ConductValues {
  code: string;
  text: string;
  /** Its numbers, which the form doesn't show. */
  parameters: RuleSet["conduct"][number]["parameters"];
}

/** Terms that change with the number of payouts. */
export interface PayoutStepValues {
  from_payout: string;
  split_pct: string;
  max_amount: string;
  max_amount_of: string;
  max_pct_of_balance: string;
}

/** A rule set as it is typed. */
export interface RuleSetValues {
  rules: Record<RuleKey, RuleValues>;
  conduct: ConductValues[];
  payoutSteps: PayoutStepValues[];
}

type Json = Record<string, unknown>;
/** An amount of money, or a part of a balance: `{ pct_of_initial: 500 }`. */
type Amount = Record<string, number> | null;

const keys = Object.keys(ruleFields) as RuleKey[];

const typedAmount = (amount: Amount): [value: string, of: string] => {
  const [of, value] = Object.entries(amount ?? {})[0] ?? ["pct_of_initial", null];
  if (value === null) return ["", of];
  return [of === "cents" ? writeAmount(value) : typedNumber(value / 100), of];
};

/** A rule's values in one level, with the names of the form's fields. */
function flat(key: RuleKey, rule: unknown): Json {
  if (typeof rule !== "object" || rule === null) return { value: rule };
  const value = rule as Json;
  if (key === "holding") return { ...value, ...(value.closes_at as Json | null) };
  if (key === "total_loss") {
    return { ...value, lock: (value.lock as { plus_cents: number } | null)?.plus_cents ?? null };
  }
  if (key !== "payout") return value;
  const { schedule, min_winning_days: winning } = rule as NonNullable<RuleSet["payout"]>;
  const kind = schedule === null ? "none" : "every_days" in schedule ? "every" : "weekly";
  return {
    ...value,
    ...schedule,
    schedule: kind,
    winning_days: winning?.days ?? null,
    winning_min_profit: winning?.min_profit ?? null,
  };
}

function typed(field: RuleField, value: unknown): Record<string, string> {
  const { name } = field;
  switch (field.kind) {
    case "amount": {
      const [text, of] = typedAmount((value ?? null) as Amount);
      return { [name]: text, [`${name}_of`]: of };
    }
    case "percent":
    case "lots":
      return { [name]: typeof value === "number" ? typedNumber(value / 100) : "" };
    case "money":
      return { [name]: typeof value === "number" ? writeAmount(value) : "" };
    case "whole":
      return { [name]: typeof value === "number" ? typedNumber(value) : "" };
    case "symbols":
      return { [name]: Array.isArray(value) ? value.join(", ") : "" };
    case "choice":
      return { [name]: String(value ?? field.options[0]?.[0]) };
    case "zone":
      return { [name]: typeof value === "string" ? value : "UTC" };
    case "time":
      return { [name]: typeof value === "string" ? value : "00:00" };
    case "yes":
      return { [name]: value === true ? "yes" : "" };
  }
}

/** A rule set as the form shows it. */
export function ruleSetValues(rules: RuleSet): RuleSetValues {
  const entries = keys.map((key): [RuleKey, RuleValues] => {
    const values = flat(key, rules[key]);
    const fields = (ruleFields[key] as RuleField[]).map((field) =>
      typed(field, values[field.name]),
    );
    return [key, { isOn: rules[key] !== null, fields: Object.assign({}, ...fields) }];
  });
  return {
    rules: Object.fromEntries(entries) as RuleSetValues["rules"],
    conduct: rules.conduct.map((rule) => ({ ...rule })),
    payoutSteps: (rules.payout?.steps ?? []).map((step) => {
      const [max_amount, max_amount_of] = typedAmount(step.max_amount);
      return {
        from_payout: typedNumber(step.from_payout),
        split_pct: typedNumber(step.split_pct / 100),
        max_amount,
        max_amount_of,
        max_pct_of_balance:
          step.max_pct_of_balance === null ? "" : typedNumber(step.max_pct_of_balance / 100),
      };
    }),
  };
}

const hundredths = (text: string) => {
  const percent = readPercent(text);
  return percent === null ? null : Math.round(percent * 100);
};

const readOf = (text: string, of: string, currency: string): Amount => {
  const value = of === "cents" ? readAmount(text, currency) : hundredths(text);
  return value === null ? null : { [of]: value };
};

function read(field: RuleField, values: Record<string, string>, currency: string): unknown {
  const text = values[field.name] ?? "";
  switch (field.kind) {
    case "amount":
      return readOf(text, values[`${field.name}_of`] ?? "pct_of_initial", currency);
    case "percent":
    case "lots":
      return hundredths(text);
    case "money":
      return readAmount(text, currency);
    case "whole":
      return readWhole(text);
    case "symbols":
      return text
        .split(",")
        .map((symbol) => symbol.trim())
        .filter(Boolean);
    case "yes":
      return text === "yes";
    default:
      return text;
  }
}

/** A rule from its fields, in the form of the rule set. */
function nested(key: RuleKey, values: Json): unknown {
  switch (key) {
    case "max_trading_days":
    case "inactivity_days":
    case "after_withdrawal":
      return values.value;
    case "total_loss":
      return { ...values, lock: values.lock === null ? null : { plus_cents: values.lock } };
    case "holding": {
      const { weekday, time, zone, ...rule } = values;
      const closes_at = rule.weekend === "flat" ? { weekday: Number(weekday), time, zone } : null;
      return { ...rule, closes_at };
    }
    case "payout": {
      const { every_days, weekday, time, zone, winning_days, winning_min_profit, ...rule } = values;
      const schedules = {
        none: null,
        every: { every_days },
        weekly: { weekday: Number(weekday), zone, time },
      };
      return {
        ...rule,
        schedule: schedules[rule.schedule as keyof typeof schedules],
        min_winning_days:
          winning_days === null ? null : { days: winning_days, min_profit: winning_min_profit },
      };
    }
    default:
      return values;
  }
}

/** The rule set that was typed, unchecked: a number that can't be read is NaN, one that is missing is null. */
export function ruleSetBody(
  { rules, conduct, payoutSteps }: RuleSetValues,
  currency: string,
): Record<string, unknown> {
  const entries = keys.map((key) => {
    const { isOn, fields } = rules[key];
    if (!isOn) return [key, null];
    const values = (ruleFields[key] as RuleField[]).map((field) => [
      field.name,
      isNeeded(key, field, fields) ? read(field, fields, currency) : null,
    ]);
    return [key, nested(key, Object.fromEntries(values))];
  });
  const body = Object.fromEntries(entries);
  if (body.payout) {
    body.payout.steps = payoutSteps.map((step) => ({
      from_payout: readWhole(step.from_payout),
      split_pct: hundredths(step.split_pct),
      max_amount: readOf(step.max_amount, step.max_amount_of, currency),
      max_pct_of_balance: hundredths(step.max_pct_of_balance),
    }));
  }
  return { version: 1, ...body, conduct };
}

/** The field of the form that has a problem, by the problem's place in the rule set: `daily_loss.limit`. */
export function fieldOfProblem(path: readonly PropertyKey[]): string {
  const [key, ...rest] = path.map(String);
  if (key === "conduct") return ["conduct", ...rest].join(".");
  if (key === "payout" && rest[0] === "steps")
    return ["payoutSteps", ...rest.slice(1, 3)].join(".");
  const names: Record<string, string> = {
    "payout.min_winning_days.days": "winning_days",
    "payout.min_winning_days.min_profit": "winning_min_profit",
    "payout.schedule.every_days": "every_days",
    "holding.closes_at": "weekday",
  };
  const [first = "value", second = ""] = rest;
  const nestedName = names[`${key}.${first}.${second}`] ?? names[`${key}.${first}`];
  const inside = ["zone", "time", "weekday"].includes(second) ? second : null;
  return `rules.${key}.fields.${nestedName ?? inside ?? first}`;
}
