import type { StuckPurchaseView } from "@/lib/challenges/schemas";
import { fromUnixSeconds } from "@/lib/format";
import { formatUnits } from "@/lib/money";
import { StatusBadge } from "../ui/status-badge";
import table from "../ui/table.module.css";
import { TimeAgo } from "../ui/time-ago";
import classes from "./row.module.css";

/** One purchase: whose it is, what it waits for. */
export function StuckPurchaseRow({ row }: { row: StuckPurchaseView }) {
  const { purchase, customer_email, problem, tries, since } = row;
  return (
    <tr className={classes.row} data-purchase={purchase.id}>
      <th scope="row" className={classes.what}>
        {purchase.program_name}
        <span className={classes.detail}>purchase {purchase.id}</span>
        <span className={classes.detail}>
          <StatusBadge status={purchase.payment_status} />
        </span>
      </th>
      <td className={classes.who}>
        {customer_email}
        <span className={classes.detail}>wallet {purchase.payer_login}</span>
      </td>
      <td className={classes.why}>
        {problem}
        {purchase.failure_reason && (
          <span className={classes.detail}>
            failed with <code>{purchase.failure_reason}</code>
          </span>
        )}
      </td>
      <td className={classes.since}>
        <TimeAgo at={fromUnixSeconds(since)} />
      </td>
      <td className={`${table.number} ${classes.tries}`}>{tries}</td>
      <td className={`${table.number} ${classes.fee}`}>
        {formatUnits(purchase.amount, purchase.currency)}
      </td>
    </tr>
  );
}
