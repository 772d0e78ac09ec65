"use client";

import { NativeSelect } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "@/components/client/api";
import { FormError } from "../auth/form-error";
import { useSend } from "../auth/use-send";
import { Form } from "../ui/form";
import { SubmitButton } from "../ui/submit-button";
import { useIsHydrated } from "../ui/use-is-hydrated";
import classes from "./profile.module.css";

interface Props {
  /** The zone that the customer chose; null for the browser's. */
  zone: string | null;
  zones: readonly string[];
}

/** The form for the time zone in which pages and emails show times. */
export function TimeZoneForm({ zone, zones }: Props) {
  const router = useRouter();
  const hydrated = useIsHydrated();
  const [saved, setSaved] = useState(false);
  const form = useForm({ mode: "uncontrolled", initialValues: { time_zone: zone ?? "" } });
  const { send, busy, problem } = useSend(form);
  const submit = form.onSubmit(({ time_zone }) =>
    send(async () => {
      setSaved(false);
      await api("PATCH", "/api/account", { time_zone: time_zone || null });
      setSaved(true);
      router.refresh();
    }),
  );
  const here = hydrated ? ` (${Intl.DateTimeFormat().resolvedOptions().timeZone})` : "";
  return (
    <Form onSubmit={submit} aria-label="Time zone" className={classes.next}>
      <FormError>{problem}</FormError>
      <div className={classes.field}>
        <NativeSelect
          key={form.key("time_zone")}
          label="Time zone"
          description="Used for times on these pages and in emails. If you don't choose one, emails use UTC."
          data={[
            { value: "", label: `This browser's${here}` },
            ...zones.map((name) => ({ value: name, label: name.replaceAll("_", " ") })),
          ]}
          {...form.getInputProps("time_zone")}
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
