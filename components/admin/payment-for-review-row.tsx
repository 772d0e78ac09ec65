import type { PaymentReviewView } from "@/lib/payments/schemas";
import { Money } from "../ui/money";
import { ShortId } from "../ui/short-id";
import { StatusBadge } from "../ui/status-badge";
import table from "../ui/table.module.css";
import { TimeAgo } from "../ui/time-ago";
import { detailPath } from "./console/paths";
import { DisputeLines } from "./dispute/dispute-lines";
import classes from "./row.module.css";

/** One payment: its customer, its status, the reason of its review, and its disputes. */
export function PaymentForReviewRow({ row }: { row: PaymentReviewView }) {
  const { payment_id, customer_email, status, amount_cents, currency, created_at } = row;
  const { notice, disputes } = row;
  return (
    <tr className={classes.row} data-payment={payment_id}>
      <th scope="row" className={classes.what}>
        <ShortId id={payment_id} label="payment ID" href={detailPath("payments", payment_id)} />
        <span className={classes.detail}>
          <StatusBadge status={status} />
        </span>
      </th>
      <td className={classes.who}>{customer_email}</td>
      <td className={classes.why}>
        {notice}
        {disputes.length > 0 && <DisputeLines disputes={disputes} />}
      </td>
      <td className={classes.since}>
        <TimeAgo at={created_at} />
      </td>
      <td className={`${table.number} ${classes.fee}`}>
        <Money cents={amount_cents} currency={currency} />
      </td>
    </tr>
  );
}
