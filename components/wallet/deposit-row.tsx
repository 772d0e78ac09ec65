import { paymentPath } from "@/components/payment/addresses";
import { badgeOf } from "@/components/payment/badge-of";
import { ExactTime } from "@/components/ui/exact-time";
import { StatusBadge } from "@/components/ui/status-badge";
import table from "@/components/ui/table.module.css";
import { TextLink } from "@/components/ui/text-link";
import { formatMoney } from "@/lib/money";
import type { DepositView } from "@/lib/payments/schemas";
import classes from "./statement.module.css";

/** A deposit that isn't in the wallet: how it stands, in the place of its order and the balance. */
export function DepositRow({ deposit }: { deposit: DepositView }) {
  const { payment_id, amount_cents, currency, created_at } = deposit;
  const badge = badgeOf(deposit, false);
  return (
    <tr className={classes.row} data-deposit={payment_id} data-status={badge.status}>
      <th scope="row" className={classes.what}>
        <TextLink href={paymentPath(payment_id)} quiet>
          Deposit by card
        </TextLink>
        <span className={classes.detail}>Not in the balance</span>
      </th>
      <td className={classes.date}>
        <ExactTime at={created_at} short />
      </td>
      <td className={classes.order}>
        <StatusBadge {...badge} />
      </td>
      <td className={`${table.number} ${classes.amount}`}>{formatMoney(amount_cents, currency)}</td>
      <td className={table.number} />
    </tr>
  );
}
