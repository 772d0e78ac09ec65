"use client";

import { Checkbox, NativeSelect, Switch, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { z } from "zod";
import {
  type GroupView,
  newProgramInput,
  type ProgramRecord,
  programInput,
  saleCurrencies,
} from "@/lib/catalog/schemas";
import { readAmount } from "@/lib/core/typed-number";
import { focusFirst } from "../../auth/focus-first";
import { programPath } from "../../store/program";
import { AmountField } from "../../ui/number-field";
import { useIsHydrated } from "../../ui/use-is-hydrated";
import classes from "./catalog.module.css";
import { CatalogForm } from "./catalog-form";
import { ChangeReview, type TermChange, termChanges } from "./change-review";
import { WholeField } from "./fields";
import { apiPath, catalogPath, editPath } from "./paths";
import { priceMeaning } from "./price-meaning";
import { ProgramPreview, previewOf } from "./program-preview";
import { programField, programProblems } from "./program-problems";
import { type ProgramValues, programBody, programValues } from "./program-values";
import { StepList } from "./step-list";
import { useSave } from "./use-save";
import { WalletWarning } from "./wallet-warning";

interface Props {
  program: ProgramRecord | null;
  /** Null where the trading server doesn't list its groups: their names are typed. */
  groups: GroupView[] | null;
  /** The currencies that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
  /** How many challenges of it run. */
  running?: number;
}

/** The id of a program that the API returned. */
const idOf = (saved: unknown) => z.object({ id: z.number() }).parse(saved).id;

/** Creates a program with its phases, or edits one for later purchases. */
export function ProgramForm({ program, groups, walletCurrencies, running = 0 }: Props) {
  const version = program?.version ?? null;
  const alive = useIsHydrated();
  const [review, setReview] = useState<TermChange[] | null>(null);
  const form = useForm({
    initialValues: programValues(program),
    validate: (values) =>
      programProblems(
        program === null ? newProgramInput : programInput,
        programBody(values, version),
      ),
  });
  const save = useSave({
    method: program === null ? "POST" : "PUT",
    path: apiPath("programs", program?.id),
    done: program === null ? "The program is created." : "Saved. Applies to new purchases.",
    next: (saved) => (program === null ? editPath("programs", idOf(saved)) : catalogPath),
    setProblem: (path, message) => form.setFieldError(programField(path), message),
  });
  const edited = (values: ProgramValues) => ({
    ...previewOf(values, groups),
    freeLimit: values.free_limit,
  });
  const changesOf = (values: ProgramValues) =>
    termChanges(edited(programValues(program)), edited(values));
  return (
    <CatalogForm
      label={program === null ? "New program" : `Program ${program.display_name}`}
      button={program === null ? "Create program" : "Save changes"}
      submit={form.onSubmit((values) => {
        if (program === null || changesOf(values).length === 0) {
          save.mutate(programBody(values, version));
        } else setReview(changesOf(values));
      }, focusFirst(form))}
      save={save}
      resend={() => save.mutate(programBody(form.values, version))}
      reason={form.getInputProps("reason")}
      preview={<ProgramPreview values={form.values} groups={groups} />}
    >
      {review && (
        <ChangeReview
          changes={review}
          running={running}
          close={() => setReview(null)}
          save={() => {
            setReview(null);
            save.mutate(programBody(form.values, version));
          }}
        />
      )}
      <fieldset className={classes.part}>
        <legend className={classes.wide}>Product</legend>
        <TextInput
          label="Display name"
          description="Shown in the store and on receipts."
          placeholder="Two-step 100K"
          {...form.getInputProps("display_name")}
        />
        <TextInput
          label="Name"
          description="API name. Must be unique."
          placeholder="two-phase-100k"
          {...form.getInputProps("name")}
        />
        <TextInput
          label="Page address"
          description={
            program === null
              ? "Permanent. Made from the name if empty."
              : "Permanent, so that links keep working."
          }
          placeholder="two-phase-100k"
          leftSection={programPath({ slug: "" })}
          leftSectionWidth="6rem"
          readOnly={program !== null}
          variant={program === null ? "default" : "filled"}
          {...form.getInputProps("slug")}
        />
        <TextInput
          label="Brand"
          description="Used to filter API lists."
          placeholder="brand-a"
          {...form.getInputProps("brand")}
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
      <fieldset className={classes.part}>
        <legend className={classes.wide}>Sold from wallets</legend>
        <Switch
          className={classes.wide}
          label="Wallets can buy it"
          description="Then it has a price, and each phase an account group. Card offers have prices of their own."
          {...form.getInputProps("is_for_wallets", { type: "checkbox" })}
        />
        {form.values.is_for_wallets && (
          <>
            <AmountField
              label="Price"
              description="Charged to the card or the wallet. Enter 0 for free."
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
                description="Cards pay in this currency; of wallets only those that have it."
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
          </>
        )}
      </fieldset>
      <StepList form={form} groups={groups} />
    </CatalogForm>
  );
}
