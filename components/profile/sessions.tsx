"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { OwnSession } from "@/lib/auth/schemas";
import { ApiError, api } from "@/lib/client/api";
import { FormError } from "../auth/form-error";
import { refusalWords } from "../auth/refusal-words";
import classes from "./profile.module.css";
import { SessionRow } from "./session-row";
import list from "./sessions.module.css";

/** Where somebody is signed in, and the way to end it there. */
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
      // One that has ended meanwhile is what was asked for.
      if (error.code !== "NOT_FOUND") setProblem(refusalWords(error));
    } finally {
      setBusy(null);
      router.refresh();
    }
  }

  const all = "/api/account/sessions";
  return (
    <section className={classes.panel} aria-labelledby="sessions">
      <div className={classes.head}>
        <h2 id="sessions">Where you are signed in</h2>
        {sessions.length > 1 && (
          <Button
            variant="default"
            size="compact-sm"
            loading={busy === all}
            onClick={() => end(all)}
          >
            Sign out everywhere else
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
