import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { FormError } from "@/components/auth/form-error";
import type { PayerAccountView } from "@/lib/challenges/schemas";
import { type ApiError, api } from "@/lib/client/api";
import classes from "./buy-form.module.css";

interface Props {
  programId: number;
  /** Upper case. */
  currency: string;
  free: boolean;
  /** Reads the wallets again: the new one is among them then, and its top-up is offered. */
  onOpened: () => Promise<unknown>;
}

/** Opens the wallet that the customer lacks for a program. Pressed twice, it opens one. */
export function OpenWallet({ programId, currency, free, onOpened }: Props) {
  const { mutate, isPending, error } = useMutation<PayerAccountView, ApiError>({
    mutationFn: () => api("POST", `/api/prop/programs/${programId}/wallet`),
    networkMode: "always",
    // Pending until the page shows it.
    onSuccess: async () => void (await onOpened()),
  });
  return (
    <div className={classes.topUp}>
      <p className={classes.lead}>
        {free
          ? `This trial belongs to a wallet in ${currency}. Opening one is free.`
          : `This challenge is paid in ${currency}. Open a wallet in ${currency} for free, then top it up by card and buy.`}
      </p>
      <FormError>{error?.message}</FormError>
      <Button type="button" size="md" fullWidth loading={isPending} onClick={() => mutate()}>
        Open a {currency} wallet
      </Button>
    </div>
  );
}
