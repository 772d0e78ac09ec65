"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { FormError } from "@/components/auth/form-error";
import { describePurchase, isLate } from "@/components/challenge/describe-purchase";
import { useNow } from "@/components/challenge/use-now";
import { type ApiError, api } from "@/components/client/api";
import { TemporaryPassword } from "@/components/ui/temporary-password";
import { TextLink } from "@/components/ui/text-link";
import type { PurchaseView } from "@/lib/challenges/schemas";
import type { BuyView } from "@/lib/purchases/schemas";
import classes from "./accounts.module.css";
import { PurchaseButton } from "./purchase-button";

interface Props {
  purchase: PurchaseView;
  hasChallenge: boolean;
  supportEmail: string;
}

/**
 * The row below a purchase that has no challenge: what happened, where the money is, and what to do. Once a retried purchase
 * has its challenge, the row shows the password of its account.
 */
export function PurchaseNote({ purchase, hasChallenge, supportEmail }: Props) {
  const { id } = purchase;
  const { refresh } = useRouter();
  const now = useNow();
  const { mutate, data, error, isPending } = useMutation<
    Credentials | null,
    ApiError,
    "retry" | "cancel"
  >({
    mutationFn: (verb) => (verb === "retry" ? retry(id) : cancel(id)),
    networkMode: "always",
    onSettled: () => refresh(),
  });
  if (hasChallenge && !data) return null;
  const late = now !== null && isLate(purchase, now);
  const { note } = describePurchase(purchase, late);
  return (
    <tr className={classes.noteRow} data-purchase={id}>
      <td colSpan={6}>
        <div className={classes.note}>
          {!hasChallenge && note && <p>{note}</p>}
          {late && (
            <p>
              This is taking longer than usual. Questions? Email{" "}
              <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink> with purchase
              number <code>{id}</code>.
            </p>
          )}
          <FormError>{error?.message}</FormError>
          {data && <TemporaryPassword {...data} />}
          {!hasChallenge && (
            <PurchaseButton purchase={purchase} onPress={mutate} busy={isPending} />
          )}
        </div>
      </td>
    </tr>
  );
}

/** Of an account that was just opened. The password is shown once. */
interface Credentials {
  login: number;
  password: string;
}

/** Tries a failed purchase again. The credentials of the account, if it is open now. */
async function retry(id: number): Promise<Credentials | null> {
  const response = await api<BuyView>("POST", `/prop/purchases/${id}/retry`);
  const { account, temporary_password: password } = response;
  return account && password ? { login: account.login, password } : null;
}

/** Cancels a purchase whose fee wasn't taken. */
async function cancel(id: number): Promise<null> {
  await api<PurchaseView>("POST", `/prop/purchases/${id}/cancel`);
  return null;
}
