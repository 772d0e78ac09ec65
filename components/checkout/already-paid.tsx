import { Button } from "@mantine/core";
import { IconAlertCircle, IconCircleCheck, IconHourglassHigh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/button-link";
import { TimeAgo } from "@/components/ui/time-ago";
import { type ApiError, api } from "@/lib/client/api";
import { formatMoney } from "@/lib/money";
import type { CheckoutView, PaymentView } from "@/lib/payments/schemas";
import { newAccountPath } from "./addresses";
import { AskFirst } from "./ask-first";
import { isOpen } from "./is-open";
import type { FollowPath } from "./order";

/** A payment that is paid or processing, as far as the checkout needs to know it. */
export type PaidAlready = Pick<CheckoutView, "payment_id" | "amount_cents" | "currency" | "status">;

interface Props {
  payment: PaidAlready;
  /** The whole payment, where the page has it. */
  view: PaymentView | null;
  isDeposit: boolean;
  follow: FollowPath;
  /** The buyer has read it and wants to pay once more. */
  onAnother: () => void;
}

/** Tells a buyer that they have paid for the very same thing, and asks before they pay once more. */
export function AlreadyPaid({ payment, view, isDeposit, follow, onAnother }: Props) {
  const { data } = useQuery<PaymentView, ApiError>({
    queryKey: ["already-paid", payment.payment_id],
    queryFn: () => api("GET", `/v2/payments/${encodeURIComponent(payment.payment_id)}`),
    ...(view && { initialData: view }),
    refetchOnWindowFocus: "always",
    gcTime: 0,
    networkMode: "always",
  });
  const { status } = data ?? payment;
  const isProcessing = status === "processing" || status === "requires_capture";
  if (isOpen(status) || status === "canceled") return <NotPaid onPay={onAnother} />;
  const amount = formatMoney(payment.amount_cents, payment.currency);
  const account = !isDeposit && status === "succeeded" ? data?.prop_account_id : null;
  return (
    <AskFirst
      icon={
        isProcessing ? (
          <IconHourglassHigh size={20} color="var(--pd-amber)" aria-hidden />
        ) : (
          <IconCircleCheck size={20} color="var(--pd-green)" aria-hidden />
        )
      }
      title={
        isProcessing ? (
          "You are paying for this already"
        ) : (
          <>You already paid for this {data?.paid_at && <TimeAgo at={data.paid_at} />}</>
        )
      }
      actions={
        <>
          <ButtonLink href={account ? newAccountPath(account) : follow(payment.payment_id)}>
            {account ? "View account" : "View payment"}
          </ButtonLink>
          <Button variant="default" onClick={onAnother}>
            {isDeposit ? `Top up another ${amount}` : "Buy another"}
          </Button>
        </>
      }
    >
      {textOf(isProcessing, isDeposit, amount)}
    </AskFirst>
  );
}

/** The bank turned the payment down while this was on the page. */
function NotPaid({ onPay }: { onPay: () => void }) {
  return (
    <AskFirst
      icon={<IconAlertCircle size={20} color="var(--pd-red)" aria-hidden />}
      title="Your earlier payment didn't go through"
      actions={<Button onClick={onPay}>Pay now</Button>}
    >
      No money was taken. You can pay now.
    </AskFirst>
  );
}

function textOf(isProcessing: boolean, isDeposit: boolean, amount: string): string {
  if (isProcessing) {
    const then = isDeposit ? "The wallet is credited" : "The account is created";
    return `Your bank is still processing ${amount}. ${then} as soon as the payment arrives.`;
  }
  const again = isDeposit ? "tops the wallet up once more" : "buys another account";
  return `We received your payment of ${amount}, and you don't need to pay again. Paying once more ${again}.`;
}
