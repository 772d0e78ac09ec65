import { Button } from "@mantine/core";
import { IconAlertCircle, IconCircleCheck, IconHourglassHigh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { accountPath } from "@/components/account/paths";
import { challengePath } from "@/components/challenge/paths";
import { type ApiError, api } from "@/components/client/api";
import { ButtonLink } from "@/components/ui/button-link";
import { TimeAgo } from "@/components/ui/time-ago";
import { useIsHydrated } from "@/components/ui/use-is-hydrated";
import { formatMoney } from "@/lib/core/money";
import type { CheckoutView, PaymentView } from "@/lib/payments/schemas";
import { ConfirmFirst } from "./confirm-first";
import { isOpen } from "./is-open";
import type { FollowPath } from "./order";

/** A payment that is paid or processing: the fields that the checkout needs. */
export type PaidAlready = Pick<CheckoutView, "payment_id" | "amount_cents" | "currency" | "status">;

interface Props {
  payment: PaidAlready;
  /** The whole payment, if the page has it. */
  view: PaymentView | null;
  isDeposit: boolean;
  follow: FollowPath;
  /** Called when the buyer chooses to pay once more. */
  onAnother: () => void;
}

/** Says that the buyer has already paid for the same thing. Paying once more takes another click. */
export function AlreadyPaid({ payment, view, isDeposit, follow, onAnother }: Props) {
  const { data } = useQuery<PaymentView, ApiError>({
    queryKey: ["already-paid", payment.payment_id],
    queryFn: () => api("GET", `/v2/payments/${encodeURIComponent(payment.payment_id)}`),
    ...(view && { initialData: view }),
    refetchOnWindowFocus: "always",
    gcTime: 0,
    networkMode: "always",
  });
  const isHydrated = useIsHydrated();
  const { status } = data ?? payment;
  const isProcessing = status === "processing" || status === "requires_capture";
  if (isOpen(status) || status === "canceled") return <NotPaid onPay={onAnother} />;
  const amount = formatMoney(payment.amount_cents, payment.currency);
  const isBought = !isDeposit && status === "succeeded";
  const account = isBought ? data?.prop_account_id : null;
  const challenge = isBought ? data?.challenge_id : null;
  return (
    <ConfirmFirst
      icon={
        isProcessing ? (
          <IconHourglassHigh size={20} color="var(--pd-amber)" aria-hidden />
        ) : (
          <IconCircleCheck size={20} color="var(--pd-green)" aria-hidden />
        )
      }
      title={
        isProcessing ? (
          "You already have a payment in progress"
        ) : (
          <>You already paid for this {data?.paid_at && <TimeAgo at={data.paid_at} />}</>
        )
      }
      actions={
        <>
          {account || challenge ? (
            <ButtonLink href={account ? accountPath(account) : challengePath(challenge ?? 0)}>
              {account ? "View account" : "View challenge"}
            </ButtonLink>
          ) : (
            <ButtonLink href={follow(payment.payment_id)}>View payment</ButtonLink>
          )}
          <Button variant="default" onClick={onAnother} disabled={!isHydrated}>
            {isDeposit ? `Top up another ${amount}` : "Buy another"}
          </Button>
        </>
      }
    >
      {textOf(isProcessing, isDeposit, amount)}
    </ConfirmFirst>
  );
}

/** Shown when the bank declined the earlier payment while this was on the page. */
function NotPaid({ onPay }: { onPay: () => void }) {
  return (
    <ConfirmFirst
      icon={<IconAlertCircle size={20} color="var(--pd-red)" aria-hidden />}
      title="Your earlier payment didn't go through"
      actions={<Button onClick={onPay}>Pay now</Button>}
    >
      You haven't been charged. You can pay now.
    </ConfirmFirst>
  );
}

function textOf(isProcessing: boolean, isDeposit: boolean, amount: string): string {
  if (isProcessing) {
    const then = isDeposit ? "add it to your wallet" : "create your account";
    return `Your bank is still processing your payment of ${amount}. We'll ${then} as soon as it clears.`;
  }
  const again = isDeposit ? "top up your wallet a second time" : "buy a second account";
  return `We've received your payment of ${amount}, so you don't need to pay again. If you do, you'll ${again}.`;
}
