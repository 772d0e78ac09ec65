"use client";

import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "@/components/client/api";
import { focusFirst } from "../auth/focus-first";
import { FormError } from "../auth/form-error";
import { useSend } from "../auth/use-send";
import { Form } from "../ui/form";
import { SubmitButton } from "../ui/submit-button";
import classes from "./profile.module.css";

const MAX_LENGTH = 100;

/** The form for the customer's name, which may be empty. */
export function NameForm({ name }: { name: string | null }) {
  const router = useRouter();
  const [saved, setSaved] = useState(false);
  const form = useForm({ mode: "uncontrolled", initialValues: { name: name ?? "" } });
  const { send, busy, problem } = useSend(form);
  const submit = form.onSubmit(
    ({ name: typed }) =>
      send(async () => {
        setSaved(false);
        await api("PATCH", "/api/account", { name: typed.trim() || null });
        setSaved(true);
        router.refresh();
      }),
    focusFirst(form),
  );
  return (
    <Form onSubmit={submit} aria-label="Name">
      <FormError>{problem}</FormError>
      <div className={classes.field}>
        <TextInput
          key={form.key("name")}
          label="Name"
          description="Used in emails and on your receipts."
          autoComplete="name"
          maxLength={MAX_LENGTH}
          {...form.getInputProps("name")}
        />
        <SubmitButton variant="default" loading={busy}>
          Save
        </SubmitButton>
      </div>
      <p role="status" className={classes.said}>
        {saved ? "Saved." : ""}
      </p>
    </Form>
  );
}
