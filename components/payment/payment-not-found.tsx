import { IconReceiptOff } from "@tabler/icons-react";
import { ButtonLink } from "../ui/button-link";
import { EmptyState } from "../ui/empty-state";

/** For an unknown payment or another customer's: the same text, so that it doesn't reveal which. */
export function PaymentNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={<IconReceiptOff size={24} aria-hidden />}
      title="We can't find this payment"
      action={<ButtonLink href="/dashboard">View payments</ButtonLink>}
    >
      <p>The link may be incomplete, or the payment belongs to a different account.</p>
    </EmptyState>
  );
}
