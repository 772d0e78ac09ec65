"use client";

import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import {
  newTierInput,
  type ProgramRecord,
  saleCurrencies,
  type TierRecord,
  tierInput,
} from "@/lib/catalog/schemas";
import { formatSize } from "@/lib/core/money";
import { readSize, writeNumber } from "@/lib/core/typed-number";
import { focusFirst } from "../../auth/focus-first";
import { AmountField, NumberField } from "../../ui/number-field";
import classes from "./catalog.module.css";
import { CatalogForm } from "./catalog-form";
import { WholeField } from "./fields";
import { MarketFields } from "./market-fields";
import { apiPath } from "./paths";
import { priceMeaning } from "./price-meaning";
import { problemsOf } from "./problems";
import { TierPreview } from "./tier-preview";
import { tierBody, tierValues } from "./tier-values";
import { useSave } from "./use-save";

interface Props {
  tier: TierRecord | null;
  /** The programs whose phases can be sold. */
  programs: ProgramRecord[];
  /** The program that a new tier begins with. */
  selected?: number | undefined;
}

/** Creates a tier, or edits one for later purchases. */
export function TierForm({ tier, programs, selected = programs[0]?.id }: Props) {
  const version = tier?.version ?? null;
  const form = useForm({
    initialValues: tierValues(tier, selected),
    validate: (values) =>
      problemsOf(tier === null ? newTierInput : tierInput, tierBody(values, version)),
  });
  const save = useSave({
    method: tier === null ? "POST" : "PUT",
    path: apiPath("tiers", tier?.id),
    done: tier === null ? "The tier is for sale." : "Saved. Applies to new purchases.",
    setProblem: form.setFieldError,
  });
  const { currency, program_id } = form.values;
  const program = programs.find(({ id }) => String(id) === program_id);
  return (
    <CatalogForm
      label={tier === null ? "New tier" : `Tier ${tier.name}`}
      button={tier === null ? "Create tier" : "Save changes"}
      submit={form.onSubmit((values) => save.mutate(tierBody(values, version)), focusFirst(form))}
      save={save}
      reason={form.getInputProps("reason")}
      preview={<TierPreview values={form.values} program={program} />}
    >
      <fieldset className={classes.part}>
        <legend className={classes.wide}>Product</legend>
        {tier === null && (
          <TextInput
            label="ID"
            description="Used in URLs and the API. Can't be changed later."
            placeholder="tier_75k"
            {...form.getInputProps("id")}
          />
        )}
        <TextInput
          label="Name"
          description="Shown in the store and on receipts."
          placeholder="75K"
          {...form.getInputProps("name")}
        />
        <NativeSelect
          label="Program"
          description="Its phases and rules are sold."
          data={programs.map(({ id, display_name, name }) => ({
            value: String(id),
            label: `${display_name} (${name})`,
          }))}
          {...form.getInputProps("program_id")}
        />
        <NumberField
          label="Account size"
          description={`Whole ${currency.toUpperCase()}, no decimals.`}
          inputMode="numeric"
          read={(typed) => readSize(typed, currency)}
          write={writeNumber}
          unit={currency.toUpperCase()}
          meaning={(size) => `A ${formatSize(size, currency)} account.`}
          {...form.getInputProps("account_size")}
        />
        <AmountField
          label="Price"
          description="Enter 0 for free (one per customer)."
          currency={currency}
          unit={currency.toUpperCase()}
          meaning={priceMeaning(currency)}
          {...form.getInputProps("price_cents")}
        />
        <NativeSelect
          label="Currency"
          description="For the price and the account size."
          data={saleCurrencies.map((value) => ({ value, label: value.toUpperCase() }))}
          {...form.getInputProps("currency")}
        />
        <WholeField
          label="Display order"
          description="Lower numbers come first among accounts of the same size."
          {...form.getInputProps("sort_index")}
        />
        <Checkbox
          className={classes.wide}
          label="Recommended"
          description="One offer of each model can be recommended. Checking this moves the badge here."
          {...form.getInputProps("recommended", { type: "checkbox" })}
        />
      </fieldset>
      <MarketFields form={form} />
    </CatalogForm>
  );
}
