import { presentTierPhases, tierRuleFields } from "@/lib/catalog/present-rules";
import type { ProgramRecord, TierRecord, TierView } from "@/lib/catalog/schemas";
import { minorUnits } from "@/lib/core/money";
import { readAmount, readSize, readWhole, writeAmount } from "@/lib/core/typed-number";
import { typedNumber } from "./numbers";

/** The values of the fields, with the names of the API; the price in units. */
export interface TierValues {
  id: string;
  name: string;
  program_id: string;
  account_size: string;
  price_cents: string;
  currency: string;
  recommended: boolean;
  sort_index: string;
  markets: { market: string; asset_class: string }[];
  reason: string;
}

const empty: TierValues = {
  id: "",
  name: "",
  program_id: "",
  account_size: "",
  price_cents: "",
  currency: "usd",
  recommended: false,
  sort_index: "0",
  markets: [{ market: "", asset_class: "" }],
  reason: "",
};

export const tierValues = (tier: TierRecord | null, firstProgram?: number): TierValues =>
  tier === null
    ? { ...empty, program_id: firstProgram === undefined ? "" : String(firstProgram) }
    : {
        id: tier.id,
        name: tier.name,
        program_id: String(tier.program_id),
        account_size: typedNumber(tier.account_size),
        price_cents: writeAmount(tier.price_cents),
        currency: tier.currency,
        recommended: tier.recommended,
        sort_index: typedNumber(tier.sort_index),
        markets: tier.markets,
        reason: "",
      };

/** The API's body: with the id for a new tier, else with the version that the form was opened with. */
export const tierBody = (values: TierValues, version: number | null) => {
  const { id, ...rest } = values;
  return {
    ...rest,
    program_id: readWhole(rest.program_id),
    account_size: readSize(rest.account_size, rest.currency),
    price_cents: readAmount(rest.price_cents, rest.currency),
    sort_index: readWhole(rest.sort_index),
    ...(version === null ? { id } : { version }),
  };
};

/** The typed tier for the storefront, with its program's phases; a field that can't be read is 0. */
export function tierPreview(values: TierValues, program: ProgramRecord | undefined): TierView {
  const { currency } = values;
  const size = numberOrNull(readSize(values.account_size, currency)) ?? 0;
  const phases = (program?.steps ?? []).map(({ rules, name, phase_type }, i) => ({
    phaseIndex: i + 1,
    phaseType: phase_type,
    name,
    ruleSetId: "",
    rules,
  }));
  return {
    id: values.id || "new",
    name: values.name || "Name",
    program_id: program?.id ?? 0,
    program_slug: program?.slug ?? "",
    account_size: size,
    price_cents: numberOrNull(readAmount(values.price_cents, currency)) ?? 0,
    currency,
    ...tierRuleFields(phases),
    recommended: values.recommended,
    markets: values.markets,
    phases: presentTierPhases(phases, { initial: minorUnits(size), currency }),
  };
}

/** A number that was read, or null. */
const numberOrNull = (number: number | null) => (Number.isNaN(number) ? null : number);
