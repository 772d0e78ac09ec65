import { IconReceiptOff } from "@tabler/icons-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

export default function PaymentNotFound() {
  return (
    <EmptyState
      icon={<IconReceiptOff size={24} aria-hidden />}
      title="We don't find this payment"
      action={<ButtonLink href="/dashboard">See your payments</ButtonLink>}
    >
      <p>
        The link may be incomplete, or the payment belongs to another account than the one that you
        are signed in with.
      </p>
    </EmptyState>
  );
}
