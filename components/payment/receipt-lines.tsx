import { formatMoney, formatSize } from "@/lib/core/money";
import type { ReceiptView } from "@/lib/core/receipt-view";
import { ExactTime } from "../ui/exact-time";
import classes from "./receipt.module.css";
import { failedRefundLabel, reversalLabels } from "./receipt-labels";

/** The item, what was refunded or reversed since, and the rest. */
export function ReceiptLines({ receipt }: { receipt: ReceiptView }) {
  const { bought, amount_cents, currency, given_back, failed_refunds } = receipt;
  const left = given_back.reduce((sum, part) => sum - part.amount_cents, amount_cents);
  return (
    <table className={classes.lines}>
      <thead>
        <tr>
          <th scope="col">Description</th>
          <th scope="col">Amount</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            {bought.name}
            {bought.account && (
              <span className={classes.when}>
                Challenge with a {formatSize(bought.account.size, bought.account.currency)} account
              </span>
            )}
          </th>
          <td>{formatMoney(amount_cents, currency)}</td>
        </tr>
        {given_back.map(({ kind, amount_cents: returned, at }) => (
          <tr key={`${kind} ${at} ${returned}`}>
            <th scope="row">
              {reversalLabels[kind]}
              <span className={classes.when}>
                <ExactTime at={at} zone="UTC" />
              </span>
            </th>
            <td>{formatMoney(-returned, currency)}</td>
          </tr>
        ))}
        {failed_refunds.map((refund) => (
          <tr key={`${refund.kind} ${refund.at} ${refund.amount_cents}`}>
            <th scope="row">
              {failedRefundLabel(refund, currency)}
              <span className={classes.when}>
                <ExactTime at={refund.at} zone="UTC" />
              </span>
            </th>
            <td>{formatMoney(0, currency)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{given_back.length > 0 ? "Net paid" : "Paid"}</th>
          <td>{formatMoney(Math.max(left, 0), currency)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
