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
import { readAmount } from "@/lib/typed-number";
import { focusFirst } from "../../auth/focus-first";
import { AmountField } from "../../ui/number-field";
import { useIsAlive } from "../../ui/use-is-alive";
import { apiPath } from "./addresses";
import classes from "./catalog.module.css";
import { CatalogForm } from "./catalog-form";
import { PercentField, WholeField } from "./fields";
import { priceMeaning } from "./price-meaning";
import { problemsOf } from "./problems";
import { programBody, programValues } from "./program-values";
import { StepList } from "./step-list";
import { useSave } from "./use-save";
import { WalletWarning } from "./wallet-warning";

interface Props {
  program: ProgramRecord | null;
  /** Null where the trading server doesn't tell its groups: they are typed then. */
  groups: GroupView[] | null;
  /** The currencies that wallets can be opened in; null where that isn't known. */
  walletCurrencies: string[] | null;
}

/** Makes a program with its phases, or edits one from now on. */
export function ProgramForm({ program, groups, walletCurrencies }: Props) {
  const version = program?.version ?? null;
  const alive = useIsAlive();
  const form = useForm({
    initialValues: programValues(program),
    validate: (values) =>
      problemsOf(program === null ? newProgramInput : programInput, programBody(values, version)),
  });
  const save = useSave({
    method: program === null ? "POST" : "PUT",
    path: apiPath("programs", program?.id),
    done:
      program === null
        ? "The program is on sale."
        : "Saved. It holds for what is bought from now on.",
    setProblem: form.setFieldError,
  });
  return (
    <CatalogForm
      label={program === null ? "New program" : `Program ${program.display_name}`}
      button={program === null ? "Put it on sale" : "Save changes"}
      submit={form.onSubmit(
        (values) => save.mutate(programBody(values, version)),
        focusFirst(form),
      )}
      save={save}
      reason={form.getInputProps("reason")}
    >
      <fieldset className={classes.part}>
        <legend className={classes.wide}>What is sold</legend>
        <TextInput
          label="Shown as"
          description="On its card and on receipts."
          placeholder="Two-phase 100K"
          {...form.getInputProps("display_name")}
        />
        <TextInput
          label="Name"
          description="In the API, of this program alone."
          placeholder="two-phase-100k"
          {...form.getInputProps("name")}
        />
        <TextInput
          label="Brand"
          description="Lists can be asked for one."
          placeholder="brand-a"
          {...form.getInputProps("brand")}
        />
        <AmountField
          label="Price"
          description="Out of a wallet; 0 is free."
          currency={form.values.price_currency}
          unit={form.values.price_currency.toUpperCase()}
          meaning={priceMeaning(form.values.price_currency)}
          {...form.getInputProps("price_cents")}
        />
        {readAmount(form.values.price_cents, form.values.price_currency) === 0 && (
          <WholeField
            label="Free for one customer"
            description="How many times in all; empty is no limit. One at a time in any case."
            placeholder="No limit"
            {...form.getInputProps("free_limit")}
          />
        )}
        <div>
          <NativeSelect
            label="Currency of the price"
            description="Of the wallets that can pay."
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
          label="Beside the price"
          description="Such as: One-time fee."
          {...form.getInputProps("price_label")}
        />
        <PercentField
          label="Profit split"
          description="Data for the API: the store doesn't show it while nothing is paid out."
          {...form.getInputProps("profit_split_pct")}
        />
        <WholeField
          label="Place"
          description="The lowest comes first."
          {...form.getInputProps("sort_index")}
        />
        <Textarea
          className={classes.wide}
          label="Description"
          autosize
          minRows={2}
          // React puts a textarea's first value over what was typed in it before the page was alive.
          readOnly={!alive}
          {...form.getInputProps("description")}
        />
      </fieldset>
      <StepList form={form} groups={groups} />
    </CatalogForm>
  );
}
