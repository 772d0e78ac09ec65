"use client";

import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { ApiError, api } from "@/components/client/api";
import { ButtonLink } from "../ui/button-link";
import { profilePath } from "../ui/nav-items";
import classes from "./auth-card.module.css";
import { FormError } from "./form-error";
import { accountErrorMessage } from "./messages";

interface Props {
  token: string;
  /** The new address. */
  email: string;
  /** The present address. */
  oldEmail: string;
}

/** Changes the email address. It takes a click, because mail scanners open every link in an email. */
export function ConfirmEmailChange({ token, email, oldEmail }: Props) {
  const [state, setState] = useState<"idle" | "busy" | "done">("idle");
  const [problem, setProblem] = useState<string | null>(null);

  async function change() {
    setState("busy");
    setProblem(null);
    try {
      await api("POST", "/api/account/email/confirm", { token });
      setState("done");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setState("idle");
      setProblem(accountErrorMessage(error));
    }
  }

  return (
    <Stack gap="md">
      <FormError>{problem}</FormError>
      <p className={classes.said} role="status">
        {state === "done" ? (
          <>
            Your email address is now <strong>{email}</strong>. Sign in with it from now on. Your
            other devices have been signed out.
          </>
        ) : (
          <>
            Change your email address from <strong>{oldEmail}</strong> to <strong>{email}</strong>?
          </>
        )}
      </p>
      {state === "done" ? (
        <ButtonLink href={profilePath} size="md" fullWidth>
          Go to your profile
        </ButtonLink>
      ) : (
        <Button size="md" fullWidth loading={state === "busy"} onClick={change}>
          Change my email
        </Button>
      )}
    </Stack>
  );
}
