"use client";

import { Button } from "@mantine/core";
import { IconMail, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { FormError } from "../auth/form-error";
import { IconButton } from "../ui/icon-button";
import { sendVerificationLabel, useVerification } from "./use-verification";
import classes from "./verify-notice.module.css";
import { verifyNoticeDismissal } from "./verify-notice-cookie";

interface Props {
  email: string;
  customerId: string;
}

/** Shown on the dashboard until the address is verified, or for a week dismissed. It blocks nothing. */
export function VerifyNotice({ email, customerId }: Props) {
  const { send, busy, sent, sentMessage, problem } = useVerification(email);
  const [dismissed, setDismissed] = useState(false);
  const dismiss = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API isn't in every browser yet.
    document.cookie = verifyNoticeDismissal(customerId);
    setDismissed(true);
  };
  if (dismissed) return null;
  return (
    <aside className={classes.notice} aria-label="Your email address">
      <IconMail size={18} aria-hidden />
      <div className={classes.text}>
        <p role="status">
          {sent
            ? sentMessage
            : `${email} isn't verified. Check your inbox for our link, or send a new one.`}
        </p>
        <FormError>{problem}</FormError>
      </div>
      {!sent && (
        <Button
          variant="default"
          size="compact-sm"
          className={classes.send}
          loading={busy}
          onClick={send}
        >
          {sendVerificationLabel}
        </Button>
      )}
      <IconButton aria-label="Hide for a week" title="Hide for a week" onClick={dismiss}>
        <IconX size={16} aria-hidden />
      </IconButton>
    </aside>
  );
}
