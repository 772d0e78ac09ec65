import { useState } from "react";
import { ApiError } from "@/lib/client/api";
import { refusalWords } from "./refusal-words";

interface Form {
  setFieldError: (path: string, error: string) => void;
  getInputNode: (path: string) => HTMLInputElement | null;
}

/** Which field was wrong where the answer names none: the password or the code that was asked for. */
type Asked = Partial<Record<"INVALID_CREDENTIALS" | "TWO_FACTOR_INVALID", string>>;

/**
 * Sends a form that asks for a password or a code; a wrong one is said at the field it was typed in, what
 * concerns no field by `words`.
 */
export function useSend(form: Form, asked: Asked = {}, words = refusalWords) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  function refuse(error: ApiError) {
    const named = Object.entries(asked).find(([code]) => code === error.code)?.[1];
    const fields = named ? [{ path: named, message: error.message }] : error.fields;
    const shown = fields.filter(({ path }) => form.getInputNode(path));
    for (const { path, message } of shown) form.setFieldError(path, message);
    const [first] = shown;
    if (first) form.getInputNode(first.path)?.focus();
    else setProblem(words(error));
  }

  async function send(work: () => Promise<void>) {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refuse(error);
    } finally {
      setBusy(false);
    }
  }

  return { send, busy, problem };
}
