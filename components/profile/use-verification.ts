import { useState } from "react";
import { ApiError, api } from "@/components/client/api";
import { accountErrorMessage } from "../auth/messages";

/** The label of the button that sends it. */
export const sendVerificationLabel = "Send verification email";

/** Sends the verification email again, with the state of that request. */
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
      setProblem(accountErrorMessage(error));
    } finally {
      setBusy(false);
    }
  }

  const sentMessage = sent ? `Sent to ${email}. The link expires in 48 hours.` : "";
  return { send, busy, sent, sentMessage, problem };
}
