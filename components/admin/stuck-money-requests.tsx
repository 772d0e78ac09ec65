import type { MoneyRequestView } from "@/lib/money-requests/schemas";
import { Money } from "../ui/money";
import { ShortId } from "../ui/short-id";
import table from "../ui/table.module.css";
import { TextLink } from "../ui/text-link";
import { TimeAgo } from "../ui/time-ago";
import { detailPath, listPath } from "./console/paths";
import classes from "./row.module.css";

const kinds = {
  refund: { label: "Refund", executor: "Stripe" },
  wallet_credit: { label: "Credit", executor: "the trading server" },
  wallet_debit: { label: "Debit", executor: "the trading server" },
};

/** Refunds, credits and debits of admins whose result isn't known yet; a job sends them again. */
export function StuckMoneyRequests({ rows }: { rows: MoneyRequestView[] }) {
  return (
    <div className={table.frame}>
      <table className={table.table} aria-label="Unconfirmed refunds, credits and debits">
        <thead>
          <tr>
            <th scope="col">Type</th>
            <th scope="col">Requested by</th>
            <th scope="col">Status</th>
            <th scope="col">Since</th>
            <th scope="col" className={table.number}>
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <StuckMoneyRequestRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function StuckMoneyRequestRow({ row }: { row: MoneyRequestView }) {
  const { id, kind, payment_id, login, admin_email, reason, problem, created_at } = row;
  const { label, executor } = kinds[kind];
  return (
    <tr className={classes.row} data-request={id}>
      <th scope="row" className={classes.what}>
        {label}
        <span className={classes.detail}>
          {payment_id && (
            <ShortId id={payment_id} label="payment ID" href={detailPath("payments", payment_id)} />
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
        {problem ?? `Waiting for a response from ${executor}`}
        <span className={classes.detail}>
          We retry automatically. Before you do anything manually, check{" "}
          {executor === "Stripe" ? "in Stripe" : "on the trading server"} whether it went through.
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
