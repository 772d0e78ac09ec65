import type { ProgramRecord, StepInput } from "@/lib/catalog/schemas";
import { readAmount, readPercent, readWhole, writeAmount } from "@/lib/core/typed-number";
import { typedNumber } from "./numbers";

/** A phase's fields, with the names of the API. `key` identifies a phase while phases are moved. */
export interface StepValues {
  key: string;
  phase_type: "0" | "1";
  name: string;
  account_group: string;
  duration_days: string;
  max_daily_loss_pct: string;
  max_total_loss_pct: string;
  profit_target_pct: string;
  profit_split_pct: string;
  min_trading_days: string;
  max_trading_days: string;
  max_positions: string;
}

/** The values of the fields, with the names of the API; the price in units. */
export interface ProgramValues {
  brand: string;
  name: string;
  display_name: string;
  description: string;
  price_cents: string;
  price_currency: string;
  price_label: string;
  profit_split_pct: string;
  free_limit: string;
  sort_index: string;
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
  min_trading_days: "0",
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
  min_trading_days: typedNumber(step.min_trading_days),
  max_trading_days: typedNumber(step.max_trading_days),
  max_positions: typedNumber(step.max_positions),
});

export const programValues = (program: ProgramRecord | null): ProgramValues => ({
  brand: program?.brand ?? "",
  name: program?.name ?? "",
  display_name: program?.display_name ?? "",
  description: program?.description ?? "",
  price_cents: program ? writeAmount(program.price_cents) : "",
  price_currency: program?.price_currency ?? "usd",
  price_label: program?.price_label ?? "One-time fee",
  profit_split_pct: typedNumber(program?.profit_split_pct ?? null),
  free_limit: typedNumber(program ? program.free_limit : 1),
  sort_index: typedNumber(program?.sort_index ?? 0),
  steps: program ? program.steps.map(stepValues) : [{ ...emptyStep(), key: "0" }],
  reason: "",
});

const stepBody = ({ key: _, ...step }: StepValues) => ({
  ...step,
  phase_type: Number(step.phase_type),
  duration_days: readWhole(step.duration_days),
  max_daily_loss_pct: readPercent(step.max_daily_loss_pct),
  max_total_loss_pct: readPercent(step.max_total_loss_pct),
  profit_target_pct: readPercent(step.profit_target_pct),
  profit_split_pct: readPercent(step.profit_split_pct),
  min_trading_days: readWhole(step.min_trading_days),
  max_trading_days: readWhole(step.max_trading_days),
  max_positions: readWhole(step.max_positions),
});

/** The API's body, with the version that the form was opened with for an existing program. */
export const programBody = (values: ProgramValues, version: number | null) => ({
  ...values,
  price_cents: readAmount(values.price_cents, values.price_currency),
  profit_split_pct: readPercent(values.profit_split_pct),
  free_limit: readWhole(values.free_limit),
  sort_index: readWhole(values.sort_index),
  steps: values.steps.map(stepBody),
  ...(version !== null && { version }),
});
