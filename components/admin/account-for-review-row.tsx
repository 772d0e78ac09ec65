import { formatSize } from "@/lib/money";
import type { AccountReviewView } from "@/lib/prop-accounts/schemas";
import { ShortId } from "../ui/short-id";
import { StatusBadge } from "../ui/status-badge";
import table from "../ui/table.module.css";
import { TimeAgo } from "../ui/time-ago";
import { detailPath } from "./console/addresses";
import classes from "./row.module.css";

/** One account: the payment that bought it, whose it is, its subaccount and what to do with that. */
export function AccountForReviewRow({ row }: { row: AccountReviewView }) {
  const { prop_account_id, payment_id, customer_email, status, provider, synthetic_hotkey } = row;
  return (
    <tr className={classes.row} data-account={prop_account_id}>
      <th scope="row" className={classes.what}>
        {payment_id ? (
          <ShortId id={payment_id} label="payment id" href={detailPath("payments", payment_id)} />
        ) : (
          <ShortId id={prop_account_id} label="account id" />
        )}
        <span className={classes.detail}>
          <StatusBadge status={status} />
        </span>
      </th>
      <td className={classes.who}>{customer_email}</td>
      <td className={classes.why}>
        {row.note}
        {synthetic_hotkey && (
          <span className={classes.detail}>
            {provider} <ShortId id={synthetic_hotkey} label="subaccount's hotkey" />
          </span>
        )}
      </td>
      <td className={classes.since}>
        <TimeAgo at={row.created_at} />
      </td>
      <td className={`${table.number} ${classes.fee}`}>{formatSize(row.account_size)}</td>
    </tr>
  );
}
