"use client";

import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { newTierInput, saleCurrencies, type TierRecord, tierInput } from "@/lib/catalog/schemas";
import { formatSize } from "@/lib/core/money";
import { readSize, writeNumber } from "@/lib/core/typed-number";
import { focusFirst } from "../../auth/focus-first";
import { AmountField, NumberField } from "../../ui/number-field";
import classes from "./catalog.module.css";
import { CatalogForm } from "./catalog-form";
import { PercentField, WholeField } from "./fields";
import { MarketFields } from "./market-fields";
import { apiPath } from "./paths";
import { priceMeaning } from "./price-meaning";
import { problemsOf } from "./problems";
import { TierPreview } from "./tier-preview";
import { tierBody, tierValues } from "./tier-values";
import { useSave } from "./use-save";

/** Creates a tier, or edits one for later purchases. */
export function TierForm({ tier }: { tier: TierRecord | null }) {
  const version = tier?.version ?? null;
  const form = useForm({
    initialValues: tierValues(tier),
    validate: (values) =>
      problemsOf(tier === null ? newTierInput : tierInput, tierBody(values, version)),
  });
  const save = useSave({
    method: tier === null ? "POST" : "PUT",
    path: apiPath("tiers", tier?.id),
    done: tier === null ? "The tier is for sale." : "Saved. Applies to new purchases.",
    setProblem: form.setFieldError,
  });
  const { currency } = form.values;
  return (
    <CatalogForm
      label={tier === null ? "New tier" : `Tier ${tier.name}`}
      button={tier === null ? "Create tier" : "Save changes"}
      submit={form.onSubmit((values) => save.mutate(tierBody(values, version)), focusFirst(form))}
      save={save}
      reason={form.getInputProps("reason")}
      preview={<TierPreview values={form.values} />}
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
          description="Shown on its card and on receipts."
          placeholder="75K"
          {...form.getInputProps("name")}
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
          description="Lower numbers appear first."
          {...form.getInputProps("sort_index")}
        />
        <Checkbox
          className={classes.wide}
          label="Recommended"
          description="Only one tier can be recommended. Checking this moves the badge here."
          {...form.getInputProps("recommended", { type: "checkbox" })}
        />
      </fieldset>
      <fieldset className={classes.part}>
        <legend className={classes.wide}>Rules</legend>
        <PercentField label="Profit target" {...form.getInputProps("profit_target_pct")} />
        <PercentField label="Max daily loss" {...form.getInputProps("max_daily_loss_pct")} />
        <PercentField label="Max total loss" {...form.getInputProps("max_total_loss_pct")} />
        <PercentField
          label="Profit split"
          description="For the API only. The store doesn't show it, because there are no payouts yet."
          {...form.getInputProps("profit_split_pct")}
        />
        <WholeField label="Min trading days" {...form.getInputProps("min_trading_days")} />
      </fieldset>
      <MarketFields form={form} />
    </CatalogForm>
  );
}
