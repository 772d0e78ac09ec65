import { useState } from "react";
import { ApiError } from "@/lib/client/api";
import { problemWords } from "./words";

interface Form {
  setFieldError: (path: string, error: string) => void;
  getInputNode: (path: string) => HTMLInputElement | null;
}

/** Sends a form that asks for a password; a wrong one is said at `asked`, the field it was typed in. */
export function useSend(form: Form, asked: string) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  function refuse(error: ApiError) {
    const fields =
      error.code === "INVALID_CREDENTIALS"
        ? [{ path: asked, message: error.message }]
        : error.fields;
    for (const { path, message } of fields) form.setFieldError(path, message);
    const [first] = fields;
    if (first) form.getInputNode(first.path)?.focus();
    else setProblem(problemWords(error));
  }

  async function send(work: () => Promise<void>) {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setBusy(false);
      refuse(error);
    }
  }

  return { send, busy, problem };
}
