"use client";

import { Button, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useEffect, useState } from "react";
import { type SignInProblem, signIn } from "@/components/client/session";
import { Form } from "../ui/form";
import { SubmitButton } from "../ui/submit-button";
import classes from "./auth-card.module.css";
import { CodeField } from "./code-field";
import { focusFirst } from "./focus-first";
import { FormError } from "./form-error";
import { signInMessage } from "./messages";

interface Props {
  credentials: { email: string; password: string };
  callbackUrl: string;
  back: () => void;
}

/** The second step of signing in, for customers who have turned two-factor authentication on. */
export function CodeStep({ credentials, callbackUrl, back }: Props) {
  const [busy, setBusy] = useState(false);
  const [recovery, setRecovery] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { code: "" },
    validate: { code: (value) => (value.trim() ? null : "Enter the code") },
  });
  // The email and password fields are gone from the page, so the cursor moves here.
  useEffect(() => form.getInputNode("code")?.focus(), [form.getInputNode]);

  const submit = form.onSubmit(async ({ code }) => {
    setBusy(true);
    setProblem(null);
    const failed = await signIn({ ...credentials, code });
    if (!failed) return window.location.assign(callbackUrl);
    setBusy(false);
    if (failed.code !== "TWO_FACTOR_INVALID") return setProblem(failed);
    form.setFieldError("code", signInMessage(failed));
    form.getInputNode("code")?.focus();
  }, focusFirst(form));

  const other = () => {
    form.reset();
    setRecovery(!recovery);
    form.getInputNode("code")?.focus();
  };

  return (
    <Form onSubmit={submit}>
      <Stack gap="md">
        <FormError>{problem && signInMessage(problem)}</FormError>
        <p className={classes.text}>{credentials.email}</p>
        <CodeField key={form.key("code")} recovery={recovery} {...form.getInputProps("code")} />
        <SubmitButton size="md" fullWidth loading={busy}>
          Sign in
        </SubmitButton>
        <div className={classes.ways}>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={other}>
            {recovery ? "Use authenticator app instead" : "Use a recovery code"}
          </Button>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={back}>
            Back
          </Button>
        </div>
      </Stack>
    </Form>
  );
}
