import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { accountsPath } from "@/components/account/paths";
import { purchaseFailureMessage, refundMessage } from "@/components/challenge/failure-messages";
import { type ApiError, api } from "@/components/client/api";
import { liveQuery } from "@/components/client/live-query";
import { ButtonLink } from "@/components/ui/button-link";
import { ShortId } from "@/components/ui/short-id";
import type { PurchaseView } from "@/lib/challenges/schemas";
import type { PurchaseResult } from "@/lib/purchases/schemas";
import classes from "./buy-form.module.css";
import { pageTitle } from "./page-title";

const POLL_MS = 3_000;

interface Props {
  /** As the response to the purchase had it. */
  initial: PurchaseView;
  /** The reference to quote to support. */
  reference: string | null;
  onStartOver: () => void;
}

/** A purchase that failed: the reason, the state of its refund until the fee is back, the next step. */
export function FailedPurchase({ initial, reference, onStartOver }: Props) {
  const { data: purchase } = useQuery<PurchaseView, ApiError>({
    queryKey: ["failed-purchase", initial.id],
    queryFn: async () =>
      (await api<PurchaseResult>("GET", `/prop/purchases/${initial.id}`)).purchase,
    initialData: initial,
    refetchInterval: ({ state }) => state.data?.next_action === "WAIT_REFUND" && POLL_MS,
    ...liveQuery,
  });
  const isReturning = purchase.next_action === "WAIT_REFUND";
  return (
    <div className={classes.state} role="alert">
      <h3>
        <IconAlertTriangle size={18} color="var(--pd-red)" aria-hidden />
        {pageTitle("failed", purchase.amount === 0)}
      </h3>
      <p className={classes.money}>{refundMessage(purchase)}</p>
      <p>
        {purchaseFailureMessage(purchase.failure_reason)}{" "}
        {isReturning
          ? "Your refund is automatic; you can close this page."
          : "Try again. If it keeps happening, contact support with the purchase number."}
      </p>
      <p>
        Purchase <code>{purchase.id}</code>
        {purchase.payment_order && (
          <>
            , fee reference <code>{purchase.payment_order}</code>
          </>
        )}
        {reference && (
          <>
            , reference <ShortId id={reference} label="reference" />
          </>
        )}
      </p>
      <div className={classes.actions}>
        {!isReturning && <Button onClick={onStartOver}>Back to wallets</Button>}
        <ButtonLink href={accountsPath} variant="default">
          View your accounts
        </ButtonLink>
      </div>
    </div>
  );
}
