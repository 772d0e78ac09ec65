"use client";

import { Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "@/components/client/api";
import { MAX_NOTE, type NoteView } from "@/lib/auth/schemas";
import { exactTime } from "@/lib/core/format";
import { focusFirst } from "../../../auth/focus-first";
import { FormError } from "../../../auth/form-error";
import { useSend } from "../../../auth/use-send";
import { Form } from "../../../ui/form";
import { SubmitButton } from "../../../ui/submit-button";
import { TimeAgo } from "../../../ui/time-ago";
import detail from "../detail.module.css";
import classes from "./customer.module.css";

interface Props {
  userId: string;
  /** Newest first. */
  notes: NoteView[];
  isErased: boolean;
}

/** The notes of the firm's people about a customer, and the form for another one. */
export function Notes({ userId, notes, isErased }: Props) {
  if (isErased) return null;
  return (
    <section className={detail.section} aria-labelledby="notes">
      <div className={detail.heading}>
        <h2 id="notes">Notes</h2>
      </div>
      <AddNote userId={userId} />
      {notes.length > 0 && (
        <ol className={classes.notes}>
          {notes.map(({ id, text, author_email, created_at }) => (
            <li key={id}>
              <p className={classes.text}>{text}</p>
              <p className={classes.under}>
                {author_email} · <TimeAgo at={created_at} /> · {exactTime(created_at, "UTC")}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function AddNote({ userId }: { userId: string }) {
  const router = useRouter();
  // One key for each note: a second click sends the same one.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [saved, setSaved] = useState(false);
  const form = useForm({
    initialValues: { text: "" },
    validate: { text: (typed) => (typed.trim() ? null : "Enter a note") },
  });
  const { send, busy, problem } = useSend(form);
  const submit = form.onSubmit(
    ({ text }) =>
      send(async () => {
        setSaved(false);
        const path = `/api/admin/customers/${encodeURIComponent(userId)}/notes`;
        await api("POST", path, { text, idempotency_key: key });
        setKey(crypto.randomUUID());
        form.reset();
        setSaved(true);
        router.refresh();
      }),
    focusFirst(form),
  );
  return (
    <Form onSubmit={submit} aria-label="Add a note" className={classes.form}>
      <Textarea
        label="New note"
        description="Only admins can see it. It can't be changed later."
        autosize
        minRows={2}
        maxLength={MAX_NOTE}
        {...form.getInputProps("text")}
        onChange={(event) => {
          form.getInputProps("text").onChange(event);
          setSaved(false);
        }}
      />
      <FormError>{problem}</FormError>
      <div className={classes.buttons}>
        <SubmitButton variant="default" loading={busy}>
          Add note
        </SubmitButton>
        <span role="status" className={classes.said}>
          {saved ? "Note added." : ""}
        </span>
      </div>
    </Form>
  );
}
