import { Button, Modal, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import { type ApiError, api } from "@/components/client/api";
import { auditReason } from "@/lib/audit/schemas";
import { FormError } from "../../auth/form-error";
import { Form } from "../../ui/form";
import { SubmitButton } from "../../ui/submit-button";
import dialog from "../actions/actions.module.css";
import { needsCode, StepUp } from "../actions/code-dialog";
import { problemsOf } from "./problems";

/** A change of a record of the catalog that takes no more than a reason. */
export interface ReasonedChange {
  /** On the button: `Archive this tier`. */
  label: string;
  /** Of the dialog, if it isn't the label. */
  title?: string;
  /** The effect, in the dialog. */
  text: ReactNode;
  /** In the notification afterwards. */
  done: string;
  input: object;
  isDangerous?: boolean;
}

interface Props<T> {
  method?: "PUT" | "POST";
  /** The API path of the change. */
  path: string;
  version: number;
  change: ReasonedChange;
  close: () => void;
  /** Called with the changed record. */
  onDone?: (saved: T) => void;
}

/** Says what a change does, asks for its reason, and sends it. */
export function ReasonDialog<T>(props: Props<T>) {
  const { method = "PUT", path, version, change, close, onDone } = props;
  const router = useRouter();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const { mutate, isPending, error, reset } = useMutation<T, ApiError>({
    mutationFn: () => api(method, path, { ...change.input, version, reason }),
    networkMode: "always",
    onSuccess: (saved) => {
      notifications.show({ message: change.done, color: "green" });
      close();
      onDone?.(saved);
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
        title={change.title ?? change.label}
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
