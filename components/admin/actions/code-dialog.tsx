"use client";

import { Button, Modal } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useId, useState } from "react";
import { type ApiError, api } from "@/lib/client/api";
import { CodeField } from "../../auth/code-field";
import { FormError } from "../../auth/form-error";
import { useSend } from "../../auth/use-send";
import { Form } from "../../ui/form";
import { SubmitButton } from "../../ui/submit-button";
import classes from "./actions.module.css";

/** Whether a form was rejected because its admin has to enter a code of the second factor first. */
export const needsCode = (error: ApiError | null) => error?.code === "STEP_UP_REQUIRED";

interface StepUpProps {
  /** What became of sending the form. */
  error: ApiError | null;
  /** Forgets that error. */
  reset: () => void;
  /** Sends the form again. */
  submit: () => void;
}

/** Beside a form: the dialog that asks for a code where the form needs one, and then sends the form again. */
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
  /** The code was accepted: what asked for it can go on. */
  verified: () => void;
}

/** Asks for a code of the second factor, over the form that waits for it. */
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
      aria-labelledby={textId}
    >
      <Form onSubmit={submit} className={classes.form}>
        <p className={classes.text} id={textId}>
          This needs a recent code, and your last one is more than 15 minutes old. The form keeps
          what you entered.
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
