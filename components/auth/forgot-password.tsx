"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { api } from "@/lib/client/api";
import { Form } from "../ui/form";
import { SubmitButton } from "../ui/submit-button";
import classes from "./auth-card.module.css";
import { focusFirst } from "./focus-first";
import { FormError } from "./form-error";
import { useSend } from "./use-send";
import { checkEmail } from "./words";

/** Asks for the letter with a link to a new password. Says the same whether the address is known or not. */
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
              If <strong>{sentTo}</strong> has an account, an e-mail with a link is on its way.
            </p>
            <p className={classes.text}>
              The link works once, for an hour. Nothing there after a few minutes? Look among the
              junk, or check the address.
            </p>
          </Stack>
        )}
      </div>
      {sentTo ? (
        <Button variant="default" mt="md" fullWidth onClick={() => setSentTo(null)}>
          Try another address
        </Button>
      ) : (
        <Form onSubmit={submit}>
          <Stack gap="md">
            <FormError>{problem}</FormError>
            <p className={classes.text}>We send you a link to choose a new one.</p>
            <TextInput
              key={form.key("email")}
              label="E-mail"
              type="email"
              autoComplete="username"
              {...form.getInputProps("email")}
            />
            <SubmitButton size="md" fullWidth loading={busy}>
              Send the link
            </SubmitButton>
          </Stack>
        </Form>
      )}
    </>
  );
}
