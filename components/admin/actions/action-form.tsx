"use client";

import { Button, Checkbox, Modal, NativeSelect, Textarea } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useId, useState } from "react";
import type { ActionName, ActionView } from "@/lib/actions/schemas";
import type { OfferedAction } from "@/lib/console/schemas";
import { formatMoney } from "@/lib/core/money";
import { writeAmount } from "@/lib/core/typed-number";
import type { FirmReason } from "@/lib/prop-accounts/schemas";
import { FormError } from "../../auth/form-error";
import { Form } from "../../ui/form";
import { AmountField } from "../../ui/number-field";
import { SubmitButton } from "../../ui/submit-button";
import { AccountFields } from "./account-fields";
import { labelsOf } from "./action-labels";
import classes from "./actions.module.css";
import { AppFields, emptyApp } from "./app-fields";
import { needsCode, StepUp } from "./code-dialog";
import { extraOf } from "./extra";
import { confirmations, conflictsOf, GrantConflicts } from "./grant-conflicts";
import { checkForm, confirmLabel, hasCustomerReason, inputOf, moneyOf, type Values } from "./input";
import { reasonPresets } from "./reason-presets";
import { emptySource, SourceFields } from "./source-fields";
import { typedAccount } from "./typed-account";
import { useAction } from "./use-action";

interface Props {
  offered: OfferedAction;
  close: () => void;
  done: (view: ActionView) => void;
}

/** The form of one action: its effect, its input and its reason. */
export function ActionForm({ offered, close, done }: Props) {
  const { action, choices } = offered;
  const labels = labelsOf(offered);
  // One key each time that the form is opened: a second click sends the same request.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const form = useForm<Values>({
    initialValues: {
      reason: "",
      amount: offered.money?.most_cents ? writeAmount(offered.money.most_cents) : "",
      // One of several is never granted, credited or debited because it happened to be the first.
      choice: choices?.length === 1 ? (choices[0]?.label ?? "") : "",
      extra: action === "app.rotate_secret",
      customerReason: "other",
      app: emptyApp,
      source: emptySource,
      account: typedAccount(offered),
    },
    validate: (values) => checkForm(values, offered),
  });
  const { mutate, isPending, error, reset } = useAction(action, {
    done,
    doneMessage: () => confirmLabel(labels.done, form.values, offered),
  });
  const conflicts = conflictsOf(error);
  const isCodeNeeded = needsCode(error);
  const textId = useId();
  const submit = form.onSubmit((values) =>
    mutate(
      { ...inputOf(values, offered, key), ...(conflicts && confirmations[action]) },
      {
        onError: ({ fields, retryable, status }) => {
          // After a definite rejection the next click is a new request.
          if (!retryable && status >= 400 && status !== 500) setKey(crypto.randomUUID());
          for (const { path, message } of fields) form.setFieldError(nameOf(path), message);
        },
      },
    ),
  );
  const money = moneyOf(offered, form.values.choice);
  const extra = extraOf(offered);
  return (
    <>
      <Modal
        opened
        onClose={close}
        // The dialog for the code is above it and has the keyboard.
        closeOnEscape={!isCodeNeeded}
        trapFocus={!isCodeNeeded}
        title={labels.title ?? labels.open}
        closeButtonProps={{ "aria-label": "Close" }}
        centered
        aria-describedby={textId}
      >
        <Form onSubmit={submit} className={classes.form}>
          <p className={classes.text} id={textId}>
            {labels.text}
          </p>
          {offered.note && <p className={classes.text}>{offered.note}</p>}
          {offered.lines && (
            <ul className={classes.lines}>
              {offered.lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
          {choices && (
            <NativeSelect
              label={choiceLabels[action] ?? "Choice"}
              data={[
                ...(choices.length > 1 ? [{ value: "", label: "Choose one", disabled: true }] : []),
                ...choices.map(({ label }) => label),
              ]}
              data-autofocus={choices.length > 1 ? true : undefined}
              {...form.getInputProps("choice")}
              onChange={({ currentTarget }) => {
                form.setFieldValue("choice", currentTarget.value);
                // The error is about another choice.
                reset();
              }}
            />
          )}
          {money && (
            <AmountField
              currency={money.currency}
              label={`Amount in ${money.currency.toUpperCase()}`}
              description={
                money.most_cents === null
                  ? undefined
                  : `Maximum ${formatMoney(money.most_cents, money.currency)}.`
              }
              {...form.getInputProps("amount")}
            />
          )}
          {action === "app.create" && <AppFields form={form} />}
          {action === "trading_source.create" && (
            <SourceFields form={form} namesApp={!offered.input.app_id} />
          )}
          {offered.account && <AccountFields form={form} currency={offered.account.currency} />}
          {hasCustomerReason(action) && <CustomerReason form={form} />}
          {extra && (
            <Checkbox
              label={extra.label}
              description={extra.description}
              {...form.getInputProps("extra", { type: "checkbox" })}
            />
          )}
          <Textarea
            label="Reason"
            description="Saved to the audit log with your name. The customer never sees it."
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus={money || (choices && choices.length > 1) ? undefined : true}
            inputContainer={(field) => (
              <>
                <ReasonPresets
                  action={action}
                  choose={(reason) => form.setFieldValue("reason", reason)}
                />
                {field}
              </>
            )}
            {...form.getInputProps("reason")}
          />
          {error && conflicts ? (
            <GrantConflicts message={error.message} conflicts={conflicts} />
          ) : (
            <FormError>
              {error && !isCodeNeeded && error.fields.length === 0 && error.message}
            </FormError>
          )}
          <div className={classes.buttons}>
            <Button variant="default" onClick={close} disabled={isPending}>
              {labels.dismiss ?? "Cancel"}
            </Button>
            <SubmitButton loading={isPending} color={labels.isDangerous ? "red.6" : undefined}>
              {conflicts ? "Grant anyway" : confirmLabel(labels.confirm, form.values, offered)}
            </SubmitButton>
          </div>
        </Form>
      </Modal>
      <StepUp error={error} reset={reset} submit={submit} />
    </>
  );
}

/** The usual reasons of an action: a press writes one into the field, where it can be changed. */
function ReasonPresets({
  action,
  choose,
}: {
  action: ActionName;
  choose: (reason: string) => void;
}) {
  return (
    <div className={classes.presets}>
      {reasonPresets[action].map((reason) => (
        <Button key={reason} variant="default" size="compact-sm" onClick={() => choose(reason)}>
          {reason}
        </Button>
      ))}
    </div>
  );
}

/** The label of the field with an action's choices. */
const choiceLabels: Partial<Record<ActionName, string>> = {
  "account.grant": "Account",
  "challenge.grant": "Challenge",
  "wallet.credit": "Wallet",
  "wallet.debit": "Wallet",
};

/** The form's field for a field of the API. */
function nameOf(path: string): string {
  if (path === "amount_cents") return "amount";
  if (["name", "scopes"].includes(path)) return `app.${path}`;
  return ["id", "app_id", "venue"].includes(path) ? `source.${path}` : path;
}

const customerReasons: Record<FirmReason, string> = {
  other: "No reason given",
  terms: "Terms violation",
  verification: "Details not verified",
  customer_request: "Requested by the customer",
};

/** The reason that the customer's email gives. */
function CustomerReason({ form }: { form: UseFormReturnType<Values> }) {
  return (
    <NativeSelect
      label="Reason in the email to the customer"
      data={Object.entries(customerReasons).map(([value, label]) => ({ value, label }))}
      {...form.getInputProps("customerReason")}
    />
  );
}
