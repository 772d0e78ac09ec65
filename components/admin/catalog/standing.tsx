"use client";

import { Button, Modal, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { auditReason } from "@/lib/audit/schemas";
import { type ApiError, api } from "@/lib/client/api";
import { FormError } from "../../auth/form-error";
import { Form } from "../../ui/form";
import { SubmitButton } from "../../ui/submit-button";
import dialog from "../actions/actions.module.css";
import { needsCode, StepUp } from "../actions/code-dialog";
import classes from "./catalog.module.css";
import { problemsOf } from "./problems";

export interface Change {
  /** What the button does: `Archive this tier`. */
  label: string;
  /** What follows from it. */
  text: string;
  /** Said when it is done. */
  done: string;
  input: object;
  isDangerous?: boolean;
}

interface Props {
  /** The route that takes the change. */
  path: string;
  version: number;
  changes: Change[];
}

/** Takes something off sale or puts it back: a button for each way, which asks why. */
export function Standing({ path, version, changes }: Props) {
  const [open, setOpen] = useState<Change | null>(null);
  return (
    <div className={`${classes.buttons} ${classes.standing}`}>
      {changes.map((change) => (
        <Button key={change.label} variant="default" onClick={() => setOpen(change)}>
          {change.label}
        </Button>
      ))}
      {open && (
        <Ask
          key={open.label}
          path={path}
          version={version}
          change={open}
          close={() => setOpen(null)}
        />
      )}
    </div>
  );
}

interface AskProps extends Omit<Props, "changes"> {
  change: Change;
  close: () => void;
}

function Ask({ path, version, change, close }: AskProps) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const { mutate, isPending, error, reset } = useMutation<unknown, ApiError>({
    mutationFn: () => api("PUT", path, { ...change.input, version, reason }),
    networkMode: "always",
    onSuccess: () => {
      notifications.show({ message: change.done, color: "teal" });
      close();
      router.refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOf(auditReason, reason)[""];
    setProblem(found);
    if (found === undefined) mutate();
  };
  const asksForCode = needsCode(error);
  return (
    <>
      <Modal
        opened
        onClose={close}
        closeOnEscape={!asksForCode}
        trapFocus={!asksForCode}
        title={change.label}
        centered
      >
        <Form onSubmit={submit} className={dialog.form}>
          <p className={dialog.text}>{change.text}</p>
          <TextInput
            label="Reason"
            description="Kept in the audit log with your name."
            maxLength={500}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={problem}
          />
          <FormError>{asksForCode ? null : error?.message}</FormError>
          <div className={dialog.buttons}>
            <Button variant="default" onClick={close} disabled={isPending}>
              Cancel
            </Button>
            <SubmitButton loading={isPending} color={change.isDangerous ? "red" : undefined}>
              {change.label}
            </SubmitButton>
          </div>
        </Form>
      </Modal>
      <StepUp error={error} reset={reset} submit={mutate} />
    </>
  );
}
