"use client";

import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { newTierInput, saleCurrencies, type TierRecord, tierInput } from "@/lib/catalog/schemas";
import { formatSize } from "@/lib/money";
import { readSize, writeNumber } from "@/lib/typed-number";
import { focusFirst } from "../../auth/focus-first";
import { AmountField, NumberField } from "../../ui/number-field";
import { apiPath } from "./addresses";
import classes from "./catalog.module.css";
import { CatalogForm } from "./catalog-form";
import { PercentField, WholeField } from "./fields";
import { MarketFields } from "./market-fields";
import { priceMeaning } from "./price-meaning";
import { problemsOf } from "./problems";
import { TierPreview } from "./tier-preview";
import { tierBody, tierValues } from "./tier-values";
import { useSave } from "./use-save";

/** Makes a tier, or edits one from now on. */
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
    done:
      tier === null ? "The tier is on sale." : "Saved. It holds for what is bought from now on.",
    setProblem: form.setFieldError,
  });
  const { currency } = form.values;
  return (
    <CatalogForm
      label={tier === null ? "New tier" : `Tier ${tier.name}`}
      button={tier === null ? "Put it on sale" : "Save changes"}
      submit={form.onSubmit((values) => save.mutate(tierBody(values, version)), focusFirst(form))}
      save={save}
      reason={form.getInputProps("reason")}
      preview={<TierPreview values={form.values} />}
    >
      <fieldset className={classes.part}>
        <legend className={classes.wide}>What is sold</legend>
        {tier === null && (
          <TextInput
            label="Id"
            description="In addresses and the API. It never changes."
            placeholder="tier_75k"
            {...form.getInputProps("id")}
          />
        )}
        <TextInput
          label="Name"
          description="On its card and on receipts."
          placeholder="75K"
          {...form.getInputProps("name")}
        />
        <NumberField
          label="Account size"
          description={`In whole ${currency.toUpperCase()}.`}
          inputMode="numeric"
          read={(typed) => readSize(typed, currency)}
          write={writeNumber}
          unit={currency.toUpperCase()}
          meaning={(size) => `A ${formatSize(size, currency)} account.`}
          {...form.getInputProps("account_size")}
        />
        <AmountField
          label="Price"
          description="0 makes it free, once for each customer."
          currency={currency}
          unit={currency.toUpperCase()}
          meaning={priceMeaning(currency)}
          {...form.getInputProps("price_cents")}
        />
        <NativeSelect
          label="Currency"
          description="Of price and size."
          data={saleCurrencies.map((value) => ({ value, label: value.toUpperCase() }))}
          {...form.getInputProps("currency")}
        />
        <WholeField
          label="Place"
          description="The lowest comes first."
          {...form.getInputProps("sort_index")}
        />
        <Checkbox
          className={classes.wide}
          label="Recommended"
          description="At most one tier is: this one takes the mark from the other."
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
          description="Data for the API: the store doesn't show it while nothing is paid out."
          {...form.getInputProps("profit_split_pct")}
        />
        <WholeField label="Min. trading days" {...form.getInputProps("min_trading_days")} />
      </fieldset>
      <MarketFields form={form} />
    </CatalogForm>
  );
}
