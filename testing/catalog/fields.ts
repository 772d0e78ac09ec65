import { exampleRules } from "@/lib/catalog/examples";
import type { RuleSet } from "@/lib/rules/schemas";

const reason = "a test of the catalog";

/** The fields of a valid tier, without id and version. */
export const tierFields = {
  name: "75K",
  // The demo catalog's two-phase program.
  program_id: 1,
  account_size: 75_000,
  price_cents: 39_900,
  currency: "usd",
  recommended: false,
  sort_index: 9,
  markets: [{ market: "crypto", asset_class: "crypto" }],
  reason,
};

/** The fields of an evaluation phase. */
export const stepFields = {
  phase_type: 0,
  name: "Evaluation",
  account_group: "PROP-DEMO-100K",
  rules: exampleRules,
};

/** An evaluation phase with other rules. */
export const stepWith = (rules: Partial<RuleSet>) => ({
  ...stepFields,
  rules: { ...exampleRules, ...rules },
});

/** The fields of a valid program, without its version. */
export const programFields = {
  brand: "brand-a",
  name: "edited-100k",
  display_name: "Edited 100K",
  description: "",
  price_cents: 49_900,
  price_currency: "usd",
  price_label: "One-time fee",
  sort_index: 9,
  steps: [stepFields],
  reason,
};

/** The fields of an account group, without name and version. */
export const groupFields = {
  brand: "brand-a",
  account_mode: 0,
  currency: "usd",
  default_deposit_cents: 5_000_000,
  leverage: 50,
  reason,
};
