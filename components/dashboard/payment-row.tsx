import { receiptPath } from "@/components/payment/addresses";
import { badgeOf } from "@/components/payment/badge-of";
import { Money } from "@/components/ui/money";
import { ShortId } from "@/components/ui/short-id";
import { StatusBadge } from "@/components/ui/status-badge";
import table from "@/components/ui/table.module.css";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import { failureWords } from "@/lib/client/failure-words";
import type { PaymentView } from "@/lib/payments/schemas";
import { nextOf } from "./payment-next";
import classes from "./payments.module.css";
import { usePaymentName } from "./tier-names";

/** One payment: what for, how it stands and why, and the way on. */
export function PaymentRow({ payment }: { payment: PaymentView }) {
  const { payment_id: id, amount_cents, currency, status } = payment;
  const name = usePaymentName(payment);
  const next = nextOf(payment);
  const reason = next.declined || status === "canceled" ? payment.failure_reason : null;
  return (
    <tr className={classes.row} data-payment={id} data-status={status}>
      <th scope="row" className={classes.what}>
        {name}
      </th>
      <td className={classes.status}>
        <StatusBadge {...badgeOf(payment, next.declined)} />
        {reason && <span className={classes.reason}>{failureWords(reason)}</span>}
      </td>
      <td className={classes.date}>
        <TimeAgo at={payment.created_at} />
      </td>
      <td className={classes.id}>
        <ShortId id={id} label="payment id" />
      </td>
      <td className={`${table.number} ${classes.amount}`}>
        <Money cents={amount_cents} currency={currency} />
      </td>
      <td className={`${table.number} ${classes.next}`}>
        <TextLink href={next.href} aria-label={`${next.label}: ${name}`}>
          {next.label}
        </TextLink>
        {payment.paid_at && (
          <TextLink href={receiptPath(id)} aria-label={`Receipt: ${name}`}>
            Receipt
          </TextLink>
        )}
      </td>
    </tr>
  );
}
