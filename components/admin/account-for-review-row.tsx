import { formatSize } from "@/lib/core/money";
import type { AccountReviewView } from "@/lib/prop-accounts/schemas";
import { ShortId } from "../ui/short-id";
import { StatusBadge } from "../ui/status-badge";
import table from "../ui/table.module.css";
import { TimeAgo } from "../ui/time-ago";
import { detailPath } from "./console/paths";
import classes from "./row.module.css";

/** One account: its customer, payment and subaccount, the problem and what to do about it. */
export function AccountForReviewRow({ row }: { row: AccountReviewView }) {
  const { prop_account_id, payment_id, customer_email, status, venue, synthetic_hotkey } = row;
  return (
    <tr className={classes.row} data-account={prop_account_id}>
      <th scope="row" className={classes.what}>
        <ShortId
          id={prop_account_id}
          label="account ID"
          href={detailPath("accounts", prop_account_id)}
        />
        <span className={classes.detail}>
          <StatusBadge status={status} />
        </span>
      </th>
      <td className={classes.who}>
        {customer_email}
        {payment_id && (
          <span className={classes.detail}>
            payment{" "}
            <ShortId id={payment_id} label="payment ID" href={detailPath("payments", payment_id)} />
          </span>
        )}
      </td>
      <td className={classes.why}>
        {row.note}
        {status === "provisioning_failed" && (
          <span className={classes.detail}>
            {payment_id
              ? "The customer has paid and is waiting. Retry the setup or refund the payment."
              : "The customer is waiting. Retry the setup or close the account."}
          </span>
        )}
        {synthetic_hotkey && (
          <span className={classes.detail}>
            {venue} <ShortId id={synthetic_hotkey} label="subaccount hotkey" />
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
