"use client";

import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import {
  type GroupView,
  newProgramInput,
  type ProgramRecord,
  programInput,
  saleCurrencies,
} from "@/lib/catalog/schemas";
import { readAmount } from "@/lib/core/typed-number";
import { focusFirst } from "../../auth/focus-first";
import { AmountField } from "../../ui/number-field";
import { useIsHydrated } from "../../ui/use-is-hydrated";
import classes from "./catalog.module.css";
import { CatalogForm } from "./catalog-form";
import { PercentField, WholeField } from "./fields";
import { apiPath } from "./paths";
import { priceMeaning } from "./price-meaning";
import { problemsOf } from "./problems";
import { programBody, programValues } from "./program-values";
import { StepList } from "./step-list";
import { useSave } from "./use-save";
import { WalletWarning } from "./wallet-warning";

interface Props {
  program: ProgramRecord | null;
  /** Null where the trading server doesn't list its groups: their names are typed. */
  groups: GroupView[] | null;
  /** The currencies that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
}

/** Creates a program with its phases, or edits one for later purchases. */
export function ProgramForm({ program, groups, walletCurrencies }: Props) {
  const version = program?.version ?? null;
  const alive = useIsHydrated();
  const form = useForm({
    initialValues: programValues(program),
    validate: (values) =>
      problemsOf(program === null ? newProgramInput : programInput, programBody(values, version)),
  });
  const save = useSave({
    method: program === null ? "POST" : "PUT",
    path: apiPath("programs", program?.id),
    done: program === null ? "The program is for sale." : "Saved. Applies to new purchases.",
    setProblem: form.setFieldError,
  });
  return (
    <CatalogForm
      label={program === null ? "New program" : `Program ${program.display_name}`}
      button={program === null ? "Create program" : "Save changes"}
      submit={form.onSubmit(
        (values) => save.mutate(programBody(values, version)),
        focusFirst(form),
      )}
      save={save}
      reason={form.getInputProps("reason")}
    >
      <fieldset className={classes.part}>
        <legend className={classes.wide}>Product</legend>
        <TextInput
          label="Display name"
          description="Shown on its card and on receipts."
          placeholder="Two-phase 100K"
          {...form.getInputProps("display_name")}
        />
        <TextInput
          label="Name"
          description="API name. Must be unique."
          placeholder="two-phase-100k"
          {...form.getInputProps("name")}
        />
        <TextInput
          label="Brand"
          description="Used to filter API lists."
          placeholder="brand-a"
          {...form.getInputProps("brand")}
        />
        <AmountField
          label="Price"
          description="Charged to the wallet. Enter 0 for free."
          currency={form.values.price_currency}
          unit={form.values.price_currency.toUpperCase()}
          meaning={priceMeaning(form.values.price_currency)}
          {...form.getInputProps("price_cents")}
        />
        {readAmount(form.values.price_cents, form.values.price_currency) === 0 && (
          <WholeField
            label="Free challenges per customer"
            description="Leave empty for no limit. Customers can only have one at a time."
            placeholder="No limit"
            {...form.getInputProps("free_limit")}
          />
        )}
        <div>
          <NativeSelect
            label="Currency"
            description="Only wallets in this currency can pay."
            data={saleCurrencies.map((value) => ({ value, label: value.toUpperCase() }))}
            {...form.getInputProps("price_currency")}
          />
          <div role="status">
            <WalletWarning
              currency={form.values.price_currency}
              walletCurrencies={walletCurrencies}
            />
          </div>
        </div>
        <TextInput
          label="Price label"
          description="For example, “One-time fee”"
          {...form.getInputProps("price_label")}
        />
        <PercentField
          label="Profit split"
          description="Applies once funded. For the API only: the store doesn't show it, because there are no payouts yet."
          {...form.getInputProps("profit_split_pct")}
        />
        <WholeField
          label="Display order"
          description="Lower numbers appear first."
          {...form.getInputProps("sort_index")}
        />
        <Textarea
          className={classes.wide}
          label="Description"
          autosize
          minRows={2}
          // React replaces text that was typed into a textarea before the page was hydrated.
          readOnly={!alive}
          {...form.getInputProps("description")}
        />
      </fieldset>
      <StepList form={form} groups={groups} />
    </CatalogForm>
  );
}
