"use client";

import { Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { type SignInProblem, signIn } from "@/components/client/session";
import { Form } from "../ui/form";
import { SubmitButton } from "../ui/submit-button";
import { TextLink } from "../ui/text-link";
import { OtherPage } from "./auth-card";
import classes from "./auth-card.module.css";
import { CodeStep } from "./code-step";
import { focusFirst } from "./focus-first";
import { FormError } from "./form-error";
import { signInMessage } from "./messages";
import { PasswordField } from "./password-field";
import { checkEmail } from "./validate";

interface Props {
  callbackUrl: string;
  signUpPath: string;
}

/** Email and password, then the second factor if it is on. Goes to `callbackUrl` once signed in. */
export function SignInForm({ callbackUrl, signUpPath }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [credentials, setCredentials] = useState<{ email: string; password: string } | null>(null);
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
    // A full page load, so that the header and every page show who is signed in.
    if (!failed) return window.location.assign(callbackUrl);
    setBusy(false);
    if (failed.code === "TWO_FACTOR_REQUIRED") setCredentials({ email, password });
    else setProblem(failed);
  }, focusFirst(form));

  if (credentials) {
    return (
      <CodeStep
        credentials={credentials}
        callbackUrl={callbackUrl}
        back={() => setCredentials(null)}
      />
    );
  }
  return (
    <Form onSubmit={submit}>
      <Stack gap="md">
        <FormError>{problem && signInMessage(problem)}</FormError>
        <TextInput
          key={form.key("email")}
          label="Email"
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
      <OtherPage question="New here?" href={signUpPath} text="Create an account" />
    </Form>
  );
}
