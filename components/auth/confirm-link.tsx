"use client";

import { Button, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ApiError, api } from "@/components/client/api";
import { ButtonLink } from "../ui/button-link";
import classes from "./auth-card.module.css";
import { FormError } from "./form-error";
import { accountErrorMessage } from "./messages";

interface Props {
  /** The operation that takes the link's token. */
  path: string;
  token: string;
  /** What the button confirms, and its label. */
  question: ReactNode;
  label: string;
  /** What is true afterwards, and where to go on. */
  done: ReactNode;
  next: { href: string; text: string };
}

/** Confirms what an emailed link is about. It takes a click, because mail scanners open every link in an email. */
export function ConfirmLink({ path, token, question, label, done, next }: Props) {
  const [state, setState] = useState<"idle" | "busy" | "done">("idle");
  const [problem, setProblem] = useState<string | null>(null);

  async function confirm() {
    setState("busy");
    setProblem(null);
    try {
      await api("POST", path, { token });
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
        {state === "done" ? done : question}
      </p>
      {state === "done" ? (
        <ButtonLink href={next.href} size="md" fullWidth>
          {next.text}
        </ButtonLink>
      ) : (
        <Button size="md" fullWidth loading={state === "busy"} onClick={confirm}>
          {label}
        </Button>
      )}
    </Stack>
  );
}
