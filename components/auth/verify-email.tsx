"use client";

import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { ApiError, api } from "@/components/client/api";
import { ButtonLink } from "../ui/button-link";
import classes from "./auth-card.module.css";
import { FormError } from "./form-error";
import { accountErrorMessage } from "./messages";

interface Props {
  token: string;
  email: string;
}

/** Confirms an email address. It takes a click, because mail scanners open every link in an email. */
export function VerifyEmail({ token, email }: Props) {
  const [state, setState] = useState<"idle" | "busy" | "done">("idle");
  const [problem, setProblem] = useState<string | null>(null);

  async function verify() {
    setState("busy");
    setProblem(null);
    try {
      await api("POST", "/api/account/verify-email", { token });
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
            <strong>{email}</strong> is verified. We'll send receipts and account updates there.
          </>
        ) : (
          <>
            Is <strong>{email}</strong> your address?
          </>
        )}
      </p>
      {state === "done" ? (
        <ButtonLink href="/dashboard" size="md" fullWidth>
          Go to your dashboard
        </ButtonLink>
      ) : (
        <Button size="md" fullWidth loading={state === "busy"} onClick={verify}>
          Yes, it's mine
        </Button>
      )}
    </Stack>
  );
}
