import { useMutation } from "@tanstack/react-query";
import type { BuyView, PurchaseView } from "@/lib/challenges/schemas";
import { type ApiError, api } from "@/lib/client/api";

/** What came of it; a retry that opened the account tells its password, this once. */
interface Outcome {
  opened: { login: number; password: string } | null;
}

const retry = async (id: number): Promise<Outcome> => {
  const answer = await api<BuyView>("POST", `/prop/purchases/${id}/retry`);
  const { account, temporary_password: password } = answer;
  return { opened: account && password ? { login: account.login, password } : null };
};

const cancel = async (id: number): Promise<Outcome> => {
  await api<PurchaseView>("POST", `/prop/purchases/${id}/cancel`);
  return { opened: null };
};

/** Tries a failed purchase again, or cancels one that hasn't taken its fee. */
export const useRetryOrCancel = (id: number, changed: () => unknown) =>
  useMutation<Outcome, ApiError, "retry" | "cancel">({
    mutationFn: (verb) => (verb === "retry" ? retry(id) : cancel(id)),
    networkMode: "always",
    onSettled: () => changed(),
  });
