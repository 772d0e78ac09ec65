"use client";

import { Button, Checkbox, Modal, NativeSelect, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useId, useState } from "react";
import type { ActionView } from "@/lib/actions/schemas";
import type { OfferedAction } from "@/lib/console/schemas";
import { formatMoney } from "@/lib/money";
import { writeAmount } from "@/lib/typed-number";
import { FormError } from "../../auth/form-error";
import { Form } from "../../ui/form";
import { AmountField } from "../../ui/number-field";
import { SubmitButton } from "../../ui/submit-button";
import classes from "./actions.module.css";
import { AppFields, emptyApp } from "./app-fields";
import { needsCode, StepUp } from "./code-dialog";
import { CustomerReason, hasCustomerReason } from "./customer-reason";
import { extraOf } from "./extra";
import { conflictsOf, despite, GrantConflicts } from "./grant-conflicts";
import { checkForm, confirmLabel, inputOf, moneyOf, type Values } from "./input";
import { useAction } from "./use-action";
import { actionWords } from "./words";

interface Props {
  offered: OfferedAction;
  close: () => void;
  done: (view: ActionView) => void;
}

/** The form of one action: what will happen, what it needs, why it is done. */
export function ActionForm({ offered, close, done }: Props) {
  const { action, choices } = offered;
  const words = actionWords[action];
  // One for each time that the form is opened: a second click is the same wish.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const form = useForm<Values>({
    initialValues: {
      reason: "",
      amount: offered.money?.most_cents ? writeAmount(offered.money.most_cents) : "",
      choice: choices?.[0]?.label ?? "",
      extra: action === "app.rotate_secret",
      customerReason: "other",
      app: emptyApp,
    },
    validate: (values) => checkForm(values, offered),
  });
  const { mutate, isPending, error, reset } = useAction(action, done);
  const conflicts = conflictsOf(error);
  const asksForCode = needsCode(error);
  const titleId = useId();
  const submit = form.onSubmit((values) =>
    mutate(
      { ...inputOf(values, offered, key), ...(conflicts && despite[action]) },
      {
        onError: ({ fields, retryable, status }) => {
          // A definite refusal is over: what is sent next is another wish.
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
        // The dialog above it has the keyboard.
        closeOnEscape={!asksForCode}
        trapFocus={!asksForCode}
        title={words.open}
        closeButtonProps={{ "aria-label": "Close" }}
        centered
        aria-labelledby={titleId}
      >
        <Form onSubmit={submit} className={classes.form}>
          <p className={classes.text} id={titleId}>
            {words.text}
          </p>
          {offered.note && <p className={classes.text}>{offered.note}</p>}
          {choices && (
            <NativeSelect
              label="Which"
              data={choices.map(({ label }) => label)}
              {...form.getInputProps("choice")}
              onChange={({ currentTarget }) => {
                form.setFieldValue("choice", currentTarget.value);
                // What was found is about another choice.
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
                  : `At most ${formatMoney(money.most_cents, money.currency)}.`
              }
              {...form.getInputProps("amount")}
            />
          )}
          {action === "app.create" && <AppFields form={form} />}
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
            description="Kept in the audit log with your name. The customer never sees it."
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus={money ? undefined : true}
            {...form.getInputProps("reason")}
          />
          {error && conflicts ? (
            <GrantConflicts message={error.message} conflicts={conflicts} />
          ) : (
            <FormError>
              {error && !asksForCode && error.fields.length === 0 && error.message}
            </FormError>
          )}
          <div className={classes.buttons}>
            <Button variant="default" onClick={close} disabled={isPending}>
              Cancel
            </Button>
            <SubmitButton loading={isPending} color={words.isDangerous ? "red.9" : undefined}>
              {conflicts ? "Grant anyway" : confirmLabel(words.confirm, form.values, offered)}
            </SubmitButton>
          </div>
        </Form>
      </Modal>
      <StepUp error={error} reset={reset} submit={submit} />
    </>
  );
}

/** The form's field for one of the API's. */
const nameOf = (path: string) =>
  path === "amount_cents" ? "amount" : ["name", "scopes"].includes(path) ? `app.${path}` : path;
