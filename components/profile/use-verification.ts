import { useState } from "react";
import { ApiError, api } from "@/lib/client/api";
import { refusalWords } from "../auth/refusal-words";

/** Sends the letter that verifies the address once more, and says what came of it. */
export function useVerification(email: string) {
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function send() {
    setBusy(true);
    setProblem(null);
    try {
      await api("POST", "/api/account/verification");
      setSent(true);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(refusalWords(error));
    } finally {
      setBusy(false);
    }
  }

  const said = sent ? `Sent to ${email}. The link in it works for 48 hours.` : "";
  return { send, busy, sent, said, problem };
}
