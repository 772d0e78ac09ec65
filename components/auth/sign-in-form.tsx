"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { type SignInFailure, signIn } from "@/lib/client/session";
import { FormError } from "./form-error";
import { PasswordField } from "./password-field";
import { checkEmail, signInWords } from "./words";

/** E-mail and password; goes to `callbackUrl` when they are right. */
export function SignInForm({ callbackUrl }: { callbackUrl: string }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: {
      email: checkEmail,
      password: (value) => (value ? null : "Enter your password"),
    },
  });

  const submit = form.onSubmit(async ({ email, password }) => {
    setBusy(true);
    setFailure(null);
    const failed = await signIn(email, password);
    // A whole load: the header and every page must know at once who is signed in.
    if (!failed) return window.location.assign(callbackUrl);
    setFailure(failed);
    setBusy(false);
  });

  return (
    // Without JavaScript a form is sent by GET unless told: the password must never be in a URL.
    <form method="post" onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormError>{failure && signInWords[failure]}</FormError>
        <TextInput
          key={form.key("email")}
          label="E-mail"
          type="email"
          autoComplete="username"
          {...form.getInputProps("email")}
        />
        <PasswordField
          key={form.key("password")}
          autoComplete="current-password"
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" fullWidth loading={busy}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
