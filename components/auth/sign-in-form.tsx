"use client";

import { Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { type SignInProblem, signIn } from "@/lib/client/session";
import { Form } from "../ui/form";
import { SubmitButton } from "../ui/submit-button";
import { TextLink } from "../ui/text-link";
import classes from "./auth-card.module.css";
import { CodeStep } from "./code-step";
import { focusFirst } from "./focus-first";
import { FormError } from "./form-error";
import { PasswordField } from "./password-field";
import { checkEmail, signInWords } from "./words";

/** E-mail and password, then the second factor where it is on; goes to `callbackUrl` when they are right. */
export function SignInForm({ callbackUrl }: { callbackUrl: string }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [asked, setAsked] = useState<{ email: string; password: string } | null>(null);
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
    setProblem(null);
    const failed = await signIn({ email, password });
    // A whole load: the header and every page must know at once who is signed in.
    if (!failed) return window.location.assign(callbackUrl);
    setBusy(false);
    if (failed.code === "TWO_FACTOR_REQUIRED") setAsked({ email, password });
    else setProblem(failed);
  }, focusFirst(form));

  if (asked) {
    return <CodeStep credentials={asked} callbackUrl={callbackUrl} back={() => setAsked(null)} />;
  }
  return (
    <Form onSubmit={submit}>
      <Stack gap="md">
        <FormError>{problem && signInWords(problem)}</FormError>
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
        <p className={classes.forgot}>
          <TextLink href="/forgot-password">Forgot your password?</TextLink>
        </p>
        <SubmitButton size="md" fullWidth loading={busy}>
          Sign in
        </SubmitButton>
      </Stack>
    </Form>
  );
}
