"use client";

import { Button } from "@mantine/core";
import { FormError } from "../auth/form-error";
import { StatusBadge } from "../ui/status-badge";
import classes from "./profile.module.css";
import { useVerification } from "./use-verification";

interface Props {
  email: string;
  verified: boolean;
  sendsMail: boolean;
}

/** The address, whether it is known to be theirs, and the way to show it. */
export function EmailAddress({ email, verified, sendsMail }: Props) {
  const { send, busy, sent, said, problem } = useVerification(email);
  return (
    <div className={classes.email}>
      <p className={classes.label}>E-mail</p>
      <span>{email}</span>
      <StatusBadge
        status={verified ? "active" : "pending"}
        label={verified ? "Verified" : "Not verified"}
      />
      {!verified && sendsMail && !sent && (
        <Button variant="default" size="compact-sm" loading={busy} onClick={send}>
          Send the link
        </Button>
      )}
      <p role="status" className={classes.said}>
        {said}
      </p>
      <FormError>{problem}</FormError>
    </div>
  );
}
