import { Button, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { Form } from "../ui/form";
import classes from "../ui/panel.module.css";
import { SubmitButton } from "../ui/submit-button";
import { FormError } from "./form-error";

interface Props {
  label: string;
  button: string;
  submit: (event: FormEvent<HTMLFormElement>) => void;
  busy: boolean;
  problem: string | null;
  close: () => void;
  children: ReactNode;
}

/** The layout of a panel's form that needs a password or a code: error, fields, submit button, Cancel. */
export function PasswordForm(props: Props) {
  const { label, button, submit, busy, problem, close, children } = props;
  return (
    <Form onSubmit={submit} aria-label={label}>
      <Stack gap="md">
        <FormError>{problem}</FormError>
        {children}
        <div className={classes.buttons}>
          <SubmitButton loading={busy}>{button}</SubmitButton>
          <Button variant="subtle" color="gray" onClick={close} disabled={busy}>
            Cancel
          </Button>
        </div>
      </Stack>
    </Form>
  );
}
