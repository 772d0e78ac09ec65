import type { StuckPurchaseView } from "@/lib/challenges/schemas";
import { fromUnixSeconds } from "@/lib/format";
import { formatUnits } from "@/lib/money";
import { ShortId } from "../ui/short-id";
import { StatusBadge } from "../ui/status-badge";
import table from "../ui/table.module.css";
import { TimeAgo } from "../ui/time-ago";
import { feeWords, problemWords } from "./problem-words";
import classes from "./row.module.css";

/** One purchase: whose it is, what it waits for and what to do, what became of the fee. */
export function StuckPurchaseRow({ row }: { row: StuckPurchaseView }) {
  const { purchase, customer_email, tries, since } = row;
  const { what, advice } = problemWords(row);
  return (
    <tr className={classes.row} data-purchase={purchase.id}>
      <th scope="row" className={classes.what}>
        {purchase.program_name}
        <span className={classes.detail}>
          purchase <ShortId id={String(purchase.id)} label="purchase number" />
        </span>
      </th>
      <td className={classes.who}>
        {customer_email}
        <span className={classes.detail}>wallet {purchase.payer_login}</span>
      </td>
      <td className={classes.why}>
        {what}
        <span className={classes.detail}>{advice}</span>
        {purchase.failure_reason && (
          <span className={classes.detail}>
            The purchase failed with <code>{purchase.failure_reason}</code>
          </span>
        )}
      </td>
      <td className={classes.since}>
        <TimeAgo at={fromUnixSeconds(since)} />
      </td>
      <td className={`${table.number} ${classes.tries}`}>{tries}</td>
      <td className={`${table.number} ${classes.fee}`}>
        {formatUnits(purchase.amount, purchase.currency)}
        <span className={classes.detail}>{feeWords(purchase)}</span>
        <span className={classes.detail}>
          <StatusBadge
            status={purchase.payment_status}
            // It isn't on its way here: it waits for somebody.
            label={purchase.payment_status === "refund_pending" ? "Refund due" : undefined}
          />
        </span>
      </td>
    </tr>
  );
}
