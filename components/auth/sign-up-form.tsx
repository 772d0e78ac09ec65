"use client";

import { Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type ReactNode, useState } from "react";
import { ApiError, api } from "@/components/client/api";
import { withReturn } from "@/components/client/return-path";
import { signIn } from "@/components/client/session";
import { legalPath } from "@/lib/core/legal-pages";
import { MIN_PASSWORD } from "@/lib/core/password-text";
import { Form } from "../ui/form";
import { SubmitButton } from "../ui/submit-button";
import { TextLink } from "../ui/text-link";
import classes from "./auth-card.module.css";
import { focusFirst } from "./focus-first";
import { FormError } from "./form-error";
import { PasswordField } from "./password-field";
import { checkEmail, checkPassword } from "./validate";

/** Creates a customer, signs in, and goes to `callbackUrl`. */
export function SignUpForm({ callbackUrl }: { callbackUrl: string }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ReactNode>(null);
  const signInHref = withReturn("/sign-in", callbackUrl);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: { email: checkEmail, password: checkPassword },
  });

  const showError = (error: ApiError) => {
    if (error.code === "EMAIL_TAKEN") {
      form.setFieldError("email", true);
      setProblem(
        <>
          An account with this email already exists.{" "}
          <TextLink href={signInHref} quiet>
            Sign in instead
          </TextLink>
        </>,
      );
      return;
    }
    for (const { path, message } of error.fields) form.setFieldError(path, message);
    if (error.fields.length === 0) setProblem(error.message);
  };

  const submit = form.onSubmit(async ({ email, password }) => {
    setBusy(true);
    setProblem(null);
    try {
      await api("POST", "/api/sign-up", { email: email.trim(), password });
    } catch (error) {
      setBusy(false);
      if (!(error instanceof ApiError)) throw error;
      return showError(error);
    }
    // The account exists now: if signing in fails, the customer signs in on the sign-in page.
    window.location.assign((await signIn({ email, password })) ? signInHref : callbackUrl);
  }, focusFirst(form));

  return (
    <Form onSubmit={submit}>
      <Stack gap="md">
        <FormError>{problem}</FormError>
        <TextInput
          key={form.key("email")}
          label="Email"
          type="email"
          autoComplete="username"
          {...form.getInputProps("email")}
        />
        <PasswordField
          key={form.key("password")}
          description={`At least ${MIN_PASSWORD} characters. A short phrase works well.`}
          autoComplete="new-password"
          {...form.getInputProps("password")}
        />
        <SubmitButton size="md" fullWidth loading={busy}>
          Create account
        </SubmitButton>
        <p className={classes.privacy}>
          Our{" "}
          <TextLink href={legalPath("privacy")} target="_blank" quiet>
            privacy policy
          </TextLink>{" "}
          says what we store about you, and why.
        </p>
      </Stack>
    </Form>
  );
}
