import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { challengesPath } from "@/components/challenge/addresses";
import { failureWords, moneyWords } from "@/components/challenge/failure-words";
import { ButtonLink } from "@/components/ui/button-link";
import { ShortId } from "@/components/ui/short-id";
import type { PurchaseView } from "@/lib/challenges/schemas";
import classes from "./buy-form.module.css";
import { titleAt } from "./titles";
import { useFailedPurchase } from "./use-failed-purchase";

interface Props {
  purchase: PurchaseView;
  /** The reference to quote to support. */
  reference: string | null;
  onStartOver: () => void;
}

/** A purchase that failed: why, where the money is, what to do. */
export function FailedPurchase({ purchase: given, reference, onStartOver }: Props) {
  const purchase = useFailedPurchase(given);
  const returning = purchase.next_action === "WAIT_REFUND";
  return (
    <div className={classes.state} role="alert">
      <h3>
        <IconAlertTriangle size={18} color="var(--pd-red)" aria-hidden />
        {titleAt("failed", purchase.amount === 0)}
      </h3>
      <p className={classes.money}>{moneyWords(purchase)}</p>
      <p>
        {failureWords(purchase.failure_reason)}{" "}
        {returning
          ? "The refund is booked by itself; you can close this page."
          : "You can try again. If it stays so, write to us and quote the purchase."}
      </p>
      <p>
        Purchase <code>{purchase.id}</code>
        {purchase.payment_order && (
          <>
            , fee order <code>{purchase.payment_order}</code>
          </>
        )}
        {reference && (
          <>
            , reference <ShortId id={reference} label="reference" />
          </>
        )}
      </p>
      <div className={classes.actions}>
        {!returning && <Button onClick={onStartOver}>Back to the wallets</Button>}
        <ButtonLink href={challengesPath} variant="default">
          Your purchases
        </ButtonLink>
      </div>
    </div>
  );
}
