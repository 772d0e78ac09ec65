import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { FormError } from "@/components/auth/form-error";
import { TemporaryPassword } from "@/components/ui/temporary-password";
import { type ApiError, api } from "@/lib/client/api";
import type { BuyView, PurchaseView } from "@/lib/challenges/schemas";
import { formatUnits } from "@/lib/money";
import classes from "./challenge.module.css";

interface Props {
  purchase: PurchaseView;
  changed: () => unknown;
}

/** Tries a failed purchase again, or cancels one that hasn't taken its fee. */
export function PurchaseActions({ purchase, changed }: Props) {
  const { id, can_retry, can_cancel, amount, currency, payer_login } = purchase;
  const action = useMutation<BuyView, ApiError, "retry" | "cancel">({
    mutationFn: (verb) => api("POST", `/prop/purchases/${id}/${verb}`),
    networkMode: "always",
    onSettled: () => changed(),
  });
  const opened = action.data?.account;
  const password = action.data?.temporary_password;
  return (
    <div className={classes.action}>
      <FormError>{action.error?.message}</FormError>
      {opened && password && <TemporaryPassword login={opened.login} password={password} />}
      {can_retry && (
        <Button fullWidth loading={action.isPending} onClick={() => action.mutate("retry")}>
          {amount > 0
            ? `Try again, for ${formatUnits(amount, currency)} from wallet ${payer_login}`
            : "Try again"}
        </Button>
      )}
      {can_cancel && (
        <Button
          variant="default"
          fullWidth
          loading={action.isPending}
          onClick={() => action.mutate("cancel")}
        >
          Cancel this purchase
        </Button>
      )}
    </div>
  );
}
