"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiError, api } from "@/components/client/api";
import type { OwnSession } from "@/lib/auth/schemas";
import { FormError } from "../auth/form-error";
import { accountErrorMessage } from "../auth/messages";
import classes from "./profile.module.css";
import { SessionRow } from "./session-row";
import list from "./sessions.module.css";

/** The sessions of the customer, each with a button that ends it. */
export function Sessions({ sessions }: { sessions: OwnSession[] }) {
  const router = useRouter();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function end(path: string) {
    setBusy(path);
    setProblem(null);
    try {
      await api("DELETE", path);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // The session has already ended, which is what the customer wants.
      if (error.code !== "NOT_FOUND") setProblem(accountErrorMessage(error));
    } finally {
      setBusy(null);
      router.refresh();
    }
  }

  const all = "/api/account/sessions";
  return (
    <section className={classes.panel} aria-labelledby="sessions">
      <div className={classes.head}>
        <h2 id="sessions">Active sessions</h2>
        {sessions.length > 1 && (
          <Button
            variant="default"
            size="compact-sm"
            loading={busy === all}
            onClick={() => end(all)}
          >
            Sign out all other sessions
          </Button>
        )}
      </div>
      <FormError>{problem}</FormError>
      <ul className={list.sessions}>
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            busy={busy === `${all}/${session.id}`}
            end={() => end(`${all}/${session.id}`)}
          />
        ))}
      </ul>
    </section>
  );
}
