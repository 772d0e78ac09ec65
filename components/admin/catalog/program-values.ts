import type { ProgramRecord, StepInput } from "@/lib/catalog/schemas";
import { centsOf, numberOf, type Typed, typedCents, typedNumber } from "./numbers";

/** A phase's fields, under the names of the API. `key` tells phases apart while they move. */
export interface StepValues {
  key: string;
  phase_type: "0" | "1";
  name: string;
  account_group: string;
  duration_days: Typed;
  max_daily_loss_pct: Typed;
  max_total_loss_pct: Typed;
  profit_target_pct: Typed;
  profit_split_pct: Typed;
  min_trading_days: Typed;
  max_trading_days: Typed;
  max_positions: Typed;
}

/** What stands in the fields, under the names of the API; the price in units. */
export interface ProgramValues {
  brand: string;
  name: string;
  display_name: string;
  description: string;
  price_cents: Typed;
  price_currency: string;
  price_label: string;
  profit_split_pct: Typed;
  sort_index: Typed;
  steps: StepValues[];
  reason: string;
}

export const emptyStep = (): StepValues => ({
  key: crypto.randomUUID(),
  phase_type: "0",
  name: "",
  account_group: "",
  duration_days: "",
  max_daily_loss_pct: "",
  max_total_loss_pct: "",
  profit_target_pct: "",
  profit_split_pct: "",
  min_trading_days: 0,
  max_trading_days: "",
  max_positions: "",
});

const stepValues = (step: StepInput, i: number): StepValues => ({
  key: String(i),
  phase_type: step.phase_type === 1 ? "1" : "0",
  name: step.name,
  account_group: step.account_group,
  duration_days: typedNumber(step.duration_days),
  max_daily_loss_pct: typedNumber(step.max_daily_loss_pct),
  max_total_loss_pct: typedNumber(step.max_total_loss_pct),
  profit_target_pct: typedNumber(step.profit_target_pct),
  profit_split_pct: typedNumber(step.profit_split_pct),
  min_trading_days: step.min_trading_days,
  max_trading_days: typedNumber(step.max_trading_days),
  max_positions: typedNumber(step.max_positions),
});

export const programValues = (program: ProgramRecord | null): ProgramValues => ({
  brand: program?.brand ?? "",
  name: program?.name ?? "",
  display_name: program?.display_name ?? "",
  description: program?.description ?? "",
  price_cents: program ? typedCents(program.price_cents) : "",
  price_currency: program?.price_currency ?? "usd",
  price_label: program?.price_label ?? "One-time fee",
  profit_split_pct: typedNumber(program?.profit_split_pct ?? null),
  sort_index: program?.sort_index ?? 0,
  steps: program ? program.steps.map(stepValues) : [{ ...emptyStep(), key: "0" }],
  reason: "",
});

const stepBody = ({ key: _, ...step }: StepValues) => ({
  ...step,
  phase_type: Number(step.phase_type),
  duration_days: numberOf(step.duration_days),
  max_daily_loss_pct: numberOf(step.max_daily_loss_pct),
  max_total_loss_pct: numberOf(step.max_total_loss_pct),
  profit_target_pct: numberOf(step.profit_target_pct),
  profit_split_pct: numberOf(step.profit_split_pct),
  min_trading_days: numberOf(step.min_trading_days),
  max_trading_days: numberOf(step.max_trading_days),
  max_positions: numberOf(step.max_positions),
});

/** The API's body; with the version that was seen where the program is known. */
export const programBody = (values: ProgramValues, version: number | null) => ({
  ...values,
  price_cents: centsOf(values.price_cents),
  profit_split_pct: numberOf(values.profit_split_pct),
  sort_index: numberOf(values.sort_index),
  steps: values.steps.map(stepBody),
  ...(version !== null && { version }),
});
