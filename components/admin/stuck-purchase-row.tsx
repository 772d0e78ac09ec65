import { fromUnixSeconds } from "@/lib/core/format";
import { formatUnits } from "@/lib/core/money";
import type { StuckPurchaseView } from "@/lib/purchases/schemas";
import { ShortId } from "../ui/short-id";
import { StatusBadge } from "../ui/status-badge";
import table from "../ui/table.module.css";
import { TimeAgo } from "../ui/time-ago";
import classes from "./row.module.css";
import { describeStuckPurchase, feeOrders } from "./stuck-purchase-messages";

/** One purchase: its customer, why it is stuck and what to do, its fee. */
export function StuckPurchaseRow({ row }: { row: StuckPurchaseView }) {
  const { purchase, customer_email, tries, since } = row;
  const { title, advice } = describeStuckPurchase(row);
  return (
    <tr className={classes.row} data-purchase={purchase.id}>
      <th scope="row" className={classes.what}>
        {purchase.program_name}
        <span className={classes.detail}>
          purchase <ShortId id={String(purchase.id)} label="purchase ID" />
        </span>
      </th>
      <td className={classes.who}>
        {customer_email}
        <span className={classes.detail}>wallet {purchase.payer_login}</span>
      </td>
      <td className={classes.why}>
        {title}
        <span className={classes.detail}>{advice}</span>
        {purchase.failure_reason && (
          <span className={classes.detail}>
            Failed: <code>{purchase.failure_reason}</code>
          </span>
        )}
      </td>
      <td className={classes.since}>
        <TimeAgo at={fromUnixSeconds(since)} />
      </td>
      <td className={`${table.number} ${classes.tries}`}>{tries}</td>
      <td className={`${table.number} ${classes.fee}`}>
        {formatUnits(purchase.amount, purchase.currency)}
        <span className={classes.detail}>{feeOrders(purchase)}</span>
        <span className={classes.detail}>
          <StatusBadge
            status={purchase.payment_status}
            // Not "on its way", as customers read: a stuck refund needs attention.
            label={purchase.payment_status === "refund_pending" ? "Refund pending" : undefined}
          />
        </span>
      </td>
    </tr>
  );
}
