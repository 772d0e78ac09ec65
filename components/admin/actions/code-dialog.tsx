"use client";

import { Button, Modal } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useId, useState } from "react";
import { type ApiError, api } from "@/components/client/api";
import { CodeField } from "../../auth/code-field";
import { FormError } from "../../auth/form-error";
import { useSend } from "../../auth/use-send";
import { Form } from "../../ui/form";
import { SubmitButton } from "../../ui/submit-button";
import classes from "./actions.module.css";

/** Whether a form was rejected because its admin has to enter a code of the second factor first. */
export const needsCode = (error: ApiError | null) => error?.code === "STEP_UP_REQUIRED";

interface StepUpProps {
  /** Of the form, as it was sent last. */
  error: ApiError | null;
  /** Clears that error. */
  reset: () => void;
  /** Sends the form again. */
  submit: () => void;
}

/** The dialog that asks for a code when a form needs one, and then sends the form again. */
export function StepUp({ error, reset, submit }: StepUpProps) {
  if (!needsCode(error)) return null;
  const verified = () => {
    reset();
    submit();
  };
  return <CodeDialog close={reset} verified={verified} />;
}

interface Props {
  close: () => void;
  /** Called when the code was accepted. */
  verified: () => void;
}

/** Asks for a code of the second factor, above the form that needs it. */
function CodeDialog({ close, verified }: Props) {
  const [recovery, setRecovery] = useState(false);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { code: "" },
    validate: { code: (value) => (value.trim() ? null : "Enter a code") },
  });
  const { send, busy, problem } = useSend(form, { TWO_FACTOR_INVALID: "code" });
  const textId = useId();
  const submit = form.onSubmit(({ code }) =>
    send(async () => {
      await api("POST", "/api/account/second-factor/verify", { code });
      verified();
    }),
  );
  const other = () => {
    form.reset();
    setRecovery(!recovery);
    form.getInputNode("code")?.focus();
  };
  return (
    <Modal
      opened
      onClose={close}
      title="Confirm with a code"
      closeButtonProps={{ "aria-label": "Close" }}
      centered
      aria-describedby={textId}
    >
      <Form onSubmit={submit} className={classes.form}>
        <p className={classes.text} id={textId}>
          Your last code is more than 15 minutes old. Enter a new one to continue. Nothing you
          entered in the form is lost.
        </p>
        <CodeField
          key={form.key("code")}
          recovery={recovery}
          data-autofocus
          {...form.getInputProps("code")}
        />
        <FormError>{problem}</FormError>
        <div className={classes.buttons}>
          <Button variant="subtle" color="gray" onClick={other} disabled={busy}>
            {recovery ? "Use the app instead" : "Use a recovery code"}
          </Button>
          <SubmitButton loading={busy}>Confirm</SubmitButton>
        </div>
      </Form>
    </Modal>
  );
}
