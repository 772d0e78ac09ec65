import { IconReceiptOff } from "@tabler/icons-react";
import { ButtonLink } from "../ui/button-link";
import { EmptyState } from "../ui/empty-state";

/** No such payment, or somebody else's: the same words, so that neither is given away. */
export function PaymentNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={<IconReceiptOff size={24} aria-hidden />}
      title="We can't find this payment"
      action={<ButtonLink href="/dashboard">See your payments</ButtonLink>}
    >
      <p>The link may be incomplete, or you paid while signed in with another e-mail address.</p>
    </EmptyState>
  );
}
