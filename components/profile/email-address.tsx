"use client";

import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { FormError } from "../auth/form-error";
import { StatusBadge } from "../ui/status-badge";
import { useFocusAfter } from "../ui/use-focus-after";
import { ChangeEmail } from "./change-email";
import classes from "./profile.module.css";
import { sendVerificationLabel, useVerification } from "./use-verification";

interface Props {
  email: string;
  verified: boolean;
  isEmailEnabled: boolean;
}

/** The email address, whether it is verified, and buttons that send the verification link and change the address. */
export function EmailAddress({ email, verified, isEmailEnabled }: Props) {
  const { send, busy, sent, sentMessage, problem } = useVerification(email);
  const [view, setView] = useState<"closed" | "open">("closed");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  useFocusAfter(panel, view);
  return (
    <div ref={panel} className={classes.email}>
      <p className={classes.label}>Email</p>
      <span>{email}</span>
      <StatusBadge
        status={verified ? "active" : "pending"}
        label={verified ? "Verified" : "Not verified"}
      />
      {view === "closed" && (
        <div className={classes.row}>
          {!verified && isEmailEnabled && !sent && (
            <Button variant="default" size="compact-sm" loading={busy} onClick={send}>
              {sendVerificationLabel}
            </Button>
          )}
          {isEmailEnabled && (
            <Button variant="default" size="compact-sm" onClick={() => setView("open")}>
              Change email
            </Button>
          )}
        </div>
      )}
      <p role="status" className={classes.said}>
        {sentTo
          ? `We sent a link to ${sentTo}. Open it within 24 hours to confirm; until then your address stays ${email}.`
          : sentMessage}
      </p>
      <FormError>{problem}</FormError>
      {view === "open" && (
        <ChangeEmail
          close={() => setView("closed")}
          done={(to) => {
            setSentTo(to);
            setView("closed");
          }}
        />
      )}
    </div>
  );
}
