"use client";

import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { ApiError, api } from "@/lib/client/api";
import { ButtonLink } from "../ui/button-link";
import classes from "./auth-card.module.css";
import { FormError } from "./form-error";
import { refusalWords } from "./refusal-words";

interface Props {
  token: string;
  email: string;
}

/** Says that the address is one's own. By a button: programs that look at mails open the links in them. */
export function VerifyEmail({ token, email }: Props) {
  const [state, setState] = useState<"asked" | "busy" | "done">("asked");
  const [problem, setProblem] = useState<string | null>(null);

  async function verify() {
    setState("busy");
    setProblem(null);
    try {
      await api("POST", "/api/account/verify-email", { token });
      setState("done");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setState("asked");
      setProblem(refusalWords(error));
    }
  }

  return (
    <Stack gap="md">
      <FormError>{problem}</FormError>
      <p className={classes.said} role="status">
        {state === "done" ? (
          <>
            <strong>{email}</strong> is verified. Receipts and news of your accounts come here.
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
