"use client";

import { Button } from "@mantine/core";
import { FormError } from "../auth/form-error";
import { StatusBadge } from "../ui/status-badge";
import classes from "./profile.module.css";
import { sendVerificationLabel, useVerification } from "./use-verification";

interface Props {
  email: string;
  verified: boolean;
  isEmailEnabled: boolean;
}

/** The email address, whether it is verified, and a button that sends the verification link. */
export function EmailAddress({ email, verified, isEmailEnabled }: Props) {
  const { send, busy, sent, sentMessage, problem } = useVerification(email);
  return (
    <div className={classes.email}>
      <p className={classes.label}>Email</p>
      <span>{email}</span>
      <StatusBadge
        status={verified ? "active" : "pending"}
        label={verified ? "Verified" : "Not verified"}
      />
      {!verified && isEmailEnabled && !sent && (
        <Button variant="default" size="compact-sm" loading={busy} onClick={send}>
          {sendVerificationLabel}
        </Button>
      )}
      <p role="status" className={classes.said}>
        {sentMessage}
      </p>
      <FormError>{problem}</FormError>
    </div>
  );
}
