import { IconHourglassHigh } from "@tabler/icons-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { formatMoney } from "@/lib/money";
import type { ChallengePaymentView } from "@/lib/payments/schemas";
import { checkoutPath, completePath } from "./addresses";

/** Asks before a second payment is started while the bank still works on the first. */
export function AlreadyPaying({ payment }: { payment: ChallengePaymentView }) {
  const { payment_id, tier_id, market, amount_cents, currency } = payment;
  return (
    <EmptyState
      heading="h1"
      icon={<IconHourglassHigh size={24} aria-hidden />}
      title="You are paying for this challenge already"
      action={
        <>
          <ButtonLink href={completePath(payment_id)}>See that payment</ButtonLink>
          <ButtonLink href={`${checkoutPath(tier_id, market)}&again=yes`} variant="default">
            Buy another account
          </ButtonLink>
        </>
      }
    >
      <p>
        Your bank is still processing {formatMoney(amount_cents, currency)}. The account is created
        as soon as the payment arrives.
      </p>
    </EmptyState>
  );
}
