import type { MoneyRequestView } from "@/lib/money-requests/schemas";
import { Money } from "../ui/money";
import { ShortId } from "../ui/short-id";
import table from "../ui/table.module.css";
import { TextLink } from "../ui/text-link";
import { TimeAgo } from "../ui/time-ago";
import { detailPath, listPath } from "./console/addresses";
import classes from "./row.module.css";

const words = {
  refund: { what: "Refund", whom: "Stripe" },
  wallet_credit: { what: "Credit", whom: "the trading server" },
  wallet_debit: { what: "Debit", whom: "the trading server" },
};

/** Money that admins wanted moved and nobody has answered for yet: it is asked for again by its job. */
export function StuckMoney({ rows }: { rows: MoneyRequestView[] }) {
  return (
    <div className={table.frame}>
      <table className={table.table} aria-label="Refunds, credits and debits without an answer">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Asked by</th>
            <th scope="col">Why it waits</th>
            <th scope="col">Since</th>
            <th scope="col" className={table.number}>
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <StuckMoneyRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function StuckMoneyRow({ row }: { row: MoneyRequestView }) {
  const { id, kind, payment_id, login, admin_email, reason, problem, created_at } = row;
  const { what, whom } = words[kind];
  return (
    <tr className={classes.row} data-request={id}>
      <th scope="row" className={classes.what}>
        {what}
        <span className={classes.detail}>
          {payment_id && (
            <ShortId id={payment_id} label="payment id" href={detailPath("payments", payment_id)} />
          )}
          {login && (
            <TextLink href={listPath("operations", { wallet: String(login) })}>
              wallet {login}
            </TextLink>
          )}
        </span>
      </th>
      <td className={classes.who}>
        {admin_email}
        <span className={classes.detail}>{reason}</span>
      </td>
      <td className={classes.why}>
        {problem ?? `No answer from ${whom} yet`}
        <span className={classes.detail}>
          It is asked for again by itself. Look at {whom === "Stripe" ? whom : "the server"} whether
          it was done before you do anything by hand.
        </span>
      </td>
      <td className={classes.since}>
        <TimeAgo at={created_at} />
      </td>
      <td className={`${table.number} ${classes.fee}`}>
        <Money cents={row.amount_cents} currency={row.currency} />
      </td>
    </tr>
  );
}
