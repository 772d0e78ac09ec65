import { isForWallets, type ProgramRecord } from "@/lib/catalog/schemas";
import { readAmount, readWhole, writeAmount } from "@/lib/core/typed-number";
import { dailyLoss, ruleSet, target, totalLoss } from "@/lib/rules";
import type { Preset } from "@/lib/rules/presets";
import { typedNumber } from "./numbers";
import { type RuleSetValues, ruleSetBody, ruleSetValues } from "./rules/values";

/** A phase's fields, with the names of the API. `key` identifies a phase while phases are moved. */
export interface StepValues {
  key: string;
  phase_type: "0" | "1";
  name: string;
  account_group: string;
  rules: RuleSetValues;
}

/** The values of the fields, with the names of the API; the price in units. */
export interface ProgramValues {
  brand: string;
  name: string;
  /** The last part of its page's address: chosen once, made of the name where it is left empty. */
  slug: string;
  display_name: string;
  description: string;
  /** Whether wallets can buy it: only then it has a price and account groups. */
  is_for_wallets: boolean;
  price_cents: string;
  price_currency: string;
  price_label: string;
  free_limit: string;
  recommended: boolean;
  sort_index: string;
  steps: StepValues[];
  reason: string;
}

/** What a new phase begins with: a total and a daily loss, and a target. */
const firstRules = ruleSet(
  { zone: "UTC", starts_at: "00:00" },
  {
    profit_target: target({ pct_of_initial: 800 }),
    daily_loss: dailyLoss({ pct_of_initial: 500 }, "balance"),
    total_loss: totalLoss({ pct_of_initial: 1_000 }),
  },
);

export const emptyStep = (): StepValues => ({
  key: crypto.randomUUID(),
  phase_type: "0",
  name: "",
  account_group: "",
  rules: ruleSetValues(firstRules),
});

/** The phases of a preset. */
export const presetSteps = ({ phases }: Preset): StepValues[] =>
  phases.map(({ name, phaseType, rules }) => ({
    key: crypto.randomUUID(),
    phase_type: phaseType === "funded" ? "1" : "0",
    name,
    account_group: "",
    rules: ruleSetValues(rules),
  }));

export const programValues = (program: ProgramRecord | null): ProgramValues => ({
  brand: program?.brand ?? "",
  name: program?.name ?? "",
  slug: program?.slug ?? "",
  display_name: program?.display_name ?? "",
  description: program?.description ?? "",
  is_for_wallets: program === null || isForWallets(program),
  price_cents: program ? writeAmount(program.price_cents) : "",
  price_currency: program?.price_currency ?? "usd",
  price_label: program?.price_label ?? "One-time fee",
  free_limit: typedNumber(program ? program.free_limit : 1),
  recommended: program?.recommended ?? false,
  sort_index: typedNumber(program?.sort_index ?? 0),
  steps: program
    ? program.steps.map((step, i) => ({
        key: String(i),
        phase_type: step.phase_type === 1 ? "1" : "0",
        name: step.name,
        account_group: step.account_group ?? "",
        rules: ruleSetValues(step.rules),
      }))
    : [{ ...emptyStep(), key: "0" }],
  reason: "",
});

/** The API's body, with the version that the form was opened with for an existing program. */
export function programBody(values: ProgramValues, version: number | null) {
  const { is_for_wallets: isForWallets, slug, steps, ...rest } = values;
  return {
    ...rest,
    price_cents: priceOf(values),
    free_limit: readWhole(values.free_limit),
    sort_index: readWhole(values.sort_index),
    steps: steps.map((step) => ({
      phase_type: Number(step.phase_type),
      name: step.name,
      account_group: isForWallets ? step.account_group : null,
      rules: ruleSetBody(step.rules, values.price_currency),
    })),
    ...(version === null ? slug !== "" && { slug } : { version }),
  };
}

/** The price from wallets; the one it had if wallets can't buy it any more. */
function priceOf({ is_for_wallets: isForWallets, price_cents, price_currency }: ProgramValues) {
  const price = readAmount(price_cents, price_currency);
  return isForWallets || (price !== null && !Number.isNaN(price)) ? price : 0;
}
