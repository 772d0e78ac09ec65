import { formatMoney } from "@/lib/money";
import type { ReceiptView } from "@/lib/payments/schemas";
import { ExactTime } from "../ui/exact-time";
import classes from "./receipt.module.css";
import { boughtWords, failedRefundLine, givenBackWords } from "./receipt-words";

/** What was bought and what went back since, with what is left of it. */
export function ReceiptLines({ receipt }: { receipt: ReceiptView }) {
  const { amount_cents, currency, given_back, failed_refunds } = receipt;
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
          <th scope="row">{boughtWords(receipt)}</th>
          <td>{formatMoney(amount_cents, currency)}</td>
        </tr>
        {given_back.map(({ kind, amount_cents: back, at }) => (
          <tr key={`${kind} ${at} ${back}`}>
            <th scope="row">
              {givenBackWords[kind]}
              <span className={classes.when}>
                <ExactTime at={at} zone="UTC" />
              </span>
            </th>
            <td>{formatMoney(-back, currency)}</td>
          </tr>
        ))}
        {failed_refunds.map((refund) => (
          <tr key={`${refund.kind} ${refund.at} ${refund.amount_cents}`}>
            <th scope="row">
              {failedRefundLine(refund, currency)}
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
          <th scope="row">{given_back.length > 0 ? "Paid, less what went back" : "Paid"}</th>
          <td>{formatMoney(Math.max(left, 0), currency)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
