"use client";

import { Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { api } from "@/components/client/api";
import { MIN_PASSWORD } from "@/lib/core/password-text";
import { ButtonLink } from "../ui/button-link";
import { Form } from "../ui/form";
import { SubmitButton } from "../ui/submit-button";
import classes from "./auth-card.module.css";
import { focusFirst } from "./focus-first";
import { FormError } from "./form-error";
import { PasswordField } from "./password-field";
import { useSend } from "./use-send";
import { checkPassword } from "./validate";

/** Sets a new password with the token of an emailed link. */
export function ResetPassword({ token }: { token: string }) {
  const [done, setDone] = useState(false);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { new_password: "" },
    validate: { new_password: checkPassword },
  });
  const { send, busy, problem } = useSend(form);
  const submit = form.onSubmit(
    (values) =>
      send(async () => {
        await api("POST", "/api/account/reset-password", { token, ...values });
        setDone(true);
      }),
    focusFirst(form),
  );
  return (
    <>
      <div role="status">
        {done && (
          <p className={classes.said}>
            Password changed. You've been signed out everywhere; sign in with your new password.
          </p>
        )}
      </div>
      {done ? (
        <ButtonLink href="/sign-in" mt="md" size="md" fullWidth>
          Sign in
        </ButtonLink>
      ) : (
        <Form onSubmit={submit}>
          <Stack gap="md">
            <FormError>{problem}</FormError>
            <PasswordField
              key={form.key("new_password")}
              label="New password"
              description={`At least ${MIN_PASSWORD} characters. A short phrase works well.`}
              autoComplete="new-password"
              {...form.getInputProps("new_password")}
            />
            <SubmitButton size="md" fullWidth loading={busy}>
              Change password
            </SubmitButton>
          </Stack>
        </Form>
      )}
    </>
  );
}
