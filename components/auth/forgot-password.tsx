"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { api } from "@/components/client/api";
import { Form } from "../ui/form";
import { SubmitButton } from "../ui/submit-button";
import classes from "./auth-card.module.css";
import { focusFirst } from "./focus-first";
import { FormError } from "./form-error";
import { useSend } from "./use-send";
import { checkEmail } from "./validate";

/** Requests an email with a link to set a new password. Says the same whether or not the address has an account. */
export function ForgotPassword() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "" },
    validate: { email: checkEmail },
  });
  const { send, busy, problem } = useSend(form);
  const submit = form.onSubmit(
    ({ email }) =>
      send(async () => {
        await api("POST", "/api/account/forgot-password", { email: email.trim() });
        setSentTo(email.trim());
      }),
    focusFirst(form),
  );
  return (
    <>
      <div role="status">
        {sentTo && (
          <Stack gap="xs">
            <p className={classes.said}>
              If <strong>{sentTo}</strong> is registered with us, we've sent a reset link.
            </p>
            <p className={classes.text}>
              The link expires in 1 hour and can be used once. Didn't get it? Check your spam folder
              or the spelling of the address.
            </p>
          </Stack>
        )}
      </div>
      {sentTo ? (
        <Button variant="default" mt="md" fullWidth onClick={() => setSentTo(null)}>
          Use a different address
        </Button>
      ) : (
        <Form onSubmit={submit}>
          <Stack gap="md">
            <FormError>{problem}</FormError>
            <p className={classes.text}>We'll email you a link to reset it.</p>
            <TextInput
              key={form.key("email")}
              label="Email"
              type="email"
              autoComplete="username"
              {...form.getInputProps("email")}
            />
            <SubmitButton size="md" fullWidth loading={busy}>
              Send reset link
            </SubmitButton>
          </Stack>
        </Form>
      )}
    </>
  );
}
