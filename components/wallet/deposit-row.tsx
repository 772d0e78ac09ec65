import { isOpen } from "@/components/checkout/is-open";
import { depositPath } from "@/components/checkout/paths";
import { nextStepOf } from "@/components/dashboard/payment-next-step";
import { badgeOf } from "@/components/payment/badge-of";
import { paymentPath } from "@/components/payment/paths";
import { ExactTime } from "@/components/ui/exact-time";
import { StatusBadge } from "@/components/ui/status-badge";
import table from "@/components/ui/table.module.css";
import { TextLink } from "@/components/ui/text-link";
import { formatMoney } from "@/lib/core/money";
import type { DepositView } from "@/lib/payments/schemas";
import { describeUncredited } from "./describe-uncredited";
import classes from "./statement.module.css";

/**
 * A deposit that isn't credited, with the reason, and its status in place of a reference and a balance. One that isn't paid
 * leads to the page that checks with Stripe whether it is.
 */
export function DepositRow({ deposit }: { deposit: DepositView }) {
  const { payment_id, amount_cents, currency, created_at, status } = deposit;
  const { declined } = nextStepOf(deposit);
  const badge = badgeOf(deposit, declined);
  return (
    <tr className={classes.row} data-deposit={payment_id} data-status={badge.status}>
      <th scope="row" className={classes.what}>
        <TextLink href={isOpen(status) ? depositPath(payment_id) : paymentPath(payment_id)} quiet>
          Top-up by card
        </TextLink>
        <span className={classes.detail}>{describeUncredited(deposit, declined)}</span>
      </th>
      <td className={classes.date}>
        <ExactTime at={created_at} short />
      </td>
      <td className={classes.order}>
        <StatusBadge {...badge} />
      </td>
      <td className={`${table.number} ${classes.amount}`} data-sign="none">
        {formatMoney(amount_cents, currency)}
      </td>
      <td className={table.number} />
    </tr>
  );
}
