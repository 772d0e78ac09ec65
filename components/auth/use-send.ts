import { useState } from "react";
import { ApiError } from "@/components/client/api";
import { accountErrorMessage } from "./messages";

interface Form {
  setFieldError: (path: string, error: string) => void;
  getInputNode: (path: string) => HTMLInputElement | null;
}

/** The field that an error code is about, for the errors that name no field themselves. */
type FieldByCode = Partial<
  Record<"INVALID_CREDENTIALS" | "TWO_FACTOR_INVALID" | "EMAIL_TAKEN", string>
>;

/**
 * Sends a form. An error that is about a field is shown at that field, any other one as `problem`, with the
 * text of `messageOf`.
 */
export function useSend(
  form: Form,
  fieldByCode: FieldByCode = {},
  messageOf = accountErrorMessage,
) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  function showError(error: ApiError) {
    const field = Object.entries(fieldByCode).find(([code]) => code === error.code)?.[1];
    const fields = field ? [{ path: field, message: error.message }] : error.fields;
    const shown = fields.filter(({ path }) => form.getInputNode(path));
    for (const { path, message } of shown) form.setFieldError(path, message);
    const [first] = shown;
    if (first) form.getInputNode(first.path)?.focus();
    else setProblem(messageOf(error));
  }

  async function send(work: () => Promise<void>) {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      showError(error);
    } finally {
      setBusy(false);
    }
  }

  return { send, busy, problem };
}
