"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type GroupView, groupInput, newGroupInput, saleCurrencies } from "@/lib/catalog/schemas";
import { formatMoney } from "@/lib/core/money";
import { readAmount, readWhole, writeAmount } from "@/lib/core/typed-number";
import { focusFirst } from "../../auth/focus-first";
import { AmountField } from "../../ui/number-field";
import classes from "./catalog.module.css";
import { CatalogForm } from "./catalog-form";
import { WholeField } from "./fields";
import { typedNumber } from "./numbers";
import { apiPath } from "./paths";
import { problemsOf } from "./problems";
import { useSave } from "./use-save";

interface Values {
  name: string;
  brand: string;
  account_mode: string;
  currency: string;
  default_deposit_cents: string;
  leverage: string;
  reason: string;
}

const valuesOf = (group: GroupView | null): Values => ({
  name: group?.name ?? "",
  brand: group?.brand ?? "",
  account_mode: String(group?.account_mode ?? 0),
  currency: group?.currency ?? "usd",
  default_deposit_cents: group ? writeAmount(group.default_deposit_cents) : "",
  leverage: typedNumber(group?.leverage ?? 100),
  reason: "",
});

const bodyOf = ({ name, ...values }: Values, version: number | null) => ({
  ...values,
  account_mode: Number(values.account_mode),
  default_deposit_cents: readAmount(values.default_deposit_cents, values.currency),
  leverage: readWhole(values.leverage),
  ...(version === null ? { name } : { version }),
});

const FIXED = "Can't be changed because accounts already use this group.";

/** Creates an account group, or edits one for accounts that are opened later. */
export function GroupForm({ group }: { group: GroupView | null }) {
  const version = group?.version ?? null;
  const form = useForm({
    initialValues: valuesOf(group),
    validate: (values) =>
      problemsOf(group === null ? newGroupInput : groupInput, bodyOf(values, version)),
  });
  const save = useSave({
    method: group === null ? "POST" : "PUT",
    path: apiPath("groups", group?.name),
    done:
      group === null
        ? "Group created. You can now use it in phases."
        : "Saved. Applies to new accounts.",
    setProblem: form.setFieldError,
  });
  const isFixed = group?.in_use ?? false;
  const fixed = isFixed ? { disabled: true, description: FIXED } : {};
  return (
    <CatalogForm
      label={group === null ? "New account group" : `Account group ${group.name}`}
      button={group === null ? "Create group" : "Save changes"}
      submit={form.onSubmit((values) => save.mutate(bodyOf(values, version)), focusFirst(form))}
      save={save}
      reason={form.getInputProps("reason")}
    >
      <fieldset className={classes.part}>
        <legend className={classes.wide}>Account settings</legend>
        {group === null && (
          <TextInput
            label="Name"
            description="Can't be changed later."
            placeholder="PROP-DEMO-75K"
            {...form.getInputProps("name")}
          />
        )}
        <TextInput
          label="Brand"
          placeholder="brand-a"
          {...fixed}
          {...form.getInputProps("brand")}
        />
        <NativeSelect
          label="Mode"
          data={[
            { value: "0", label: "DEMO (evaluations)" },
            { value: "1", label: "REAL (funded phases and wallets)" },
          ]}
          {...fixed}
          {...form.getInputProps("account_mode")}
        />
        <NativeSelect
          label="Currency"
          data={saleCurrencies.map((value) => ({ value, label: value.toUpperCase() }))}
          {...fixed}
          {...form.getInputProps("currency")}
        />
        <AmountField
          label="Initial balance"
          description="Applies to new accounts."
          currency={form.values.currency}
          unit={form.values.currency.toUpperCase()}
          meaning={(cents) => `Accounts start with ${formatMoney(cents, form.values.currency)}.`}
          {...form.getInputProps("default_deposit_cents")}
        />
        <WholeField
          label="Leverage"
          description="1 to 1,000. Applies to new accounts."
          {...form.getInputProps("leverage")}
        />
      </fieldset>
    </CatalogForm>
  );
}
