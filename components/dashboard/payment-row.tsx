import { badgeOf } from "@/components/payment/badge-of";
import { receiptPath } from "@/components/payment/paths";
import { Money } from "@/components/ui/money";
import { ShortId } from "@/components/ui/short-id";
import { StatusBadge } from "@/components/ui/status-badge";
import table from "@/components/ui/table.module.css";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import { failureMessage } from "@/lib/core/failure-messages";
import type { PaymentView } from "@/lib/payments/schemas";
import { nextStepOf } from "./payment-next-step";
import classes from "./payments.module.css";

/** One payment: its subject (`name`), its status with the reason, and the link to its next step. */
export function PaymentRow({ payment, name }: { payment: PaymentView; name: string }) {
  const { payment_id: id, amount_cents, currency, status } = payment;
  const next = nextStepOf(payment);
  const reason = next.declined || status === "canceled" ? payment.failure_reason : null;
  return (
    <tr className={classes.row} data-payment={id} data-status={status}>
      <th scope="row" className={classes.what}>
        {name}
      </th>
      <td className={classes.status}>
        <StatusBadge {...badgeOf(payment, next.declined)} />
        {reason && <span className={classes.reason}>{failureMessage(reason)}</span>}
      </td>
      <td className={classes.date}>
        <TimeAgo at={payment.created_at} />
      </td>
      <td className={classes.id}>
        <ShortId id={id} label="payment ID" />
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
