import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { FormError } from "@/components/auth/form-error";
import { type ApiError, api } from "@/components/client/api";
import type { PayerAccountView } from "@/lib/purchases/schemas";
import classes from "./buy-form.module.css";

interface Props {
  programId: number;
  /** Upper case. */
  currency: string;
  free: boolean;
  /** Fetches the wallets again: the page then offers to top up the new one. */
  onOpened: () => Promise<unknown>;
}

/** Opens the wallet that the customer lacks for a program. Two presses open one. */
export function OpenWallet({ programId, currency, free, onOpened }: Props) {
  const { mutate, isPending, error } = useMutation<PayerAccountView, ApiError>({
    mutationFn: () => api("POST", `/api/prop/programs/${programId}/wallet`),
    networkMode: "always",
    // Pending until the page shows the wallet.
    onSuccess: async () => void (await onOpened()),
  });
  return (
    <div className={classes.topUp}>
      <p className={classes.lead}>
        {free
          ? `This trial needs a ${currency} wallet. Opening one is free.`
          : `This challenge is paid in ${currency}. Open a ${currency} wallet for free, then top it up by card and buy.`}
      </p>
      <FormError>{error?.message}</FormError>
      <Button type="button" size="md" fullWidth loading={isPending} onClick={() => mutate()}>
        Open a {currency} wallet
      </Button>
    </div>
  );
}
