"use client";

import { Button } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { FormError } from "../auth/form-error";
import { useVerification } from "./use-verification";
import classes from "./verify-notice.module.css";

/** On the dashboard until the address is verified. It keeps nobody from anything. */
export function VerifyNotice({ email }: { email: string }) {
  const { send, busy, sent, said, problem } = useVerification(email);
  return (
    <aside className={classes.notice} aria-label="Your e-mail address">
      <IconMail size={18} aria-hidden />
      <div className={classes.text}>
        <p role="status">
          {sent
            ? said
            : `${email} isn't confirmed yet. Open the link in our e-mail, or have one sent.`}
        </p>
        <FormError>{problem}</FormError>
      </div>
      {!sent && (
        <Button variant="default" size="compact-sm" loading={busy} onClick={send}>
          Send the link
        </Button>
      )}
    </aside>
  );
}
