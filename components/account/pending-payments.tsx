import { IconClockHour4 } from "@tabler/icons-react";
import { completePath } from "@/components/checkout/paths";
import { TextLink } from "@/components/ui/text-link";
import { paymentName } from "@/lib/catalog/product-name";
import { formatMoney } from "@/lib/core/money";
import type { PaymentView } from "@/lib/payments/schemas";
import classes from "./accounts.module.css";

/** Payments for accounts that aren't there yet. */
export function PendingPayments({ payments }: { payments: PaymentView[] }) {
  return (
    <div role="status">
      {payments.map((payment) => (
        <p key={payment.payment_id} className={classes.pending} data-payment={payment.payment_id}>
          <IconClockHour4 size={16} aria-hidden />
          <span>
            {payment.status === "processing"
              ? `Your bank is processing ${formatMoney(payment.amount_cents, payment.currency)}`
              : `We've received ${formatMoney(payment.amount_cents, payment.currency)}`}{" "}
            for {paymentName(payment)}. The account appears here when it's open.{" "}
            <TextLink href={completePath(payment.payment_id)}>View progress</TextLink>
          </span>
        </p>
      ))}
    </div>
  );
}
