"use client";

import { Button, Modal, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type ApiError, api } from "@/components/client/api";
import { auditReason } from "@/lib/audit/schemas";
import { FormError } from "../../auth/form-error";
import { Form } from "../../ui/form";
import { SubmitButton } from "../../ui/submit-button";
import dialog from "../actions/actions.module.css";
import { needsCode, StepUp } from "../actions/code-dialog";
import classes from "./catalog.module.css";
import { problemsOf } from "./problems";

export interface SaleStatusChange {
  /** On the button: `Archive this tier`. */
  label: string;
  /** The effect, in the dialog. */
  text: string;
  /** In the notification afterwards. */
  done: string;
  input: object;
  isDangerous?: boolean;
}

interface Props {
  /** The API path of the change. */
  path: string;
  version: number;
  changes: SaleStatusChange[];
}

/** A button for each change of the sale status, which opens a dialog for the reason. */
export function ChangeSaleStatus({ path, version, changes }: Props) {
  const [open, setOpen] = useState<SaleStatusChange | null>(null);
  return (
    <div className={`${classes.buttons} ${classes.saleStatus}`}>
      {changes.map((change) => (
        <Button key={change.label} variant="default" onClick={() => setOpen(change)}>
          {change.label}
        </Button>
      ))}
      {open && (
        <ReasonDialog
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

interface ReasonDialogProps extends Omit<Props, "changes"> {
  change: SaleStatusChange;
  close: () => void;
}

function ReasonDialog({ path, version, change, close }: ReasonDialogProps) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const { mutate, isPending, error, reset } = useMutation<unknown, ApiError>({
    mutationFn: () => api("PUT", path, { ...change.input, version, reason }),
    networkMode: "always",
    onSuccess: () => {
      notifications.show({ message: change.done, color: "green" });
      close();
      router.refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const reasonProblem = problemsOf(auditReason, reason)[""];
    setProblem(reasonProblem);
    if (reasonProblem === undefined) mutate();
  };
  const isCodeNeeded = needsCode(error);
  return (
    <>
      <Modal
        opened
        onClose={close}
        closeOnEscape={!isCodeNeeded}
        trapFocus={!isCodeNeeded}
        title={change.label}
        centered
      >
        <Form onSubmit={submit} className={dialog.form}>
          <p className={dialog.text}>{change.text}</p>
          <TextInput
            label="Reason"
            description="Saved to the audit log with your name."
            maxLength={500}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={problem}
          />
          <FormError>{isCodeNeeded ? null : error?.message}</FormError>
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
